import { toReport } from '../../contract/errors.ts';
import { showError } from './call.ts';

/** A refusal comes at once; what takes longer than this was accepted, ms. */
const patienceMs = 400;

/**
 * Waits for something that is refused at once or takes its time. Answers with the refusal's sentence, for the field, or
 * null when it was accepted: then the field can close, and what goes wrong later is told by a notification.
 */
export async function accepted(work: Promise<unknown>): Promise<string | null> {
  let isWaitedFor = true;
  const refusal = work.then(
    () => null,
    (error: unknown) => {
      if (isWaitedFor) return toReport(error).message;
      showError(error);
      return null;
    },
  );
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => {
      isWaitedFor = false;
      resolve(null);
    }, patienceMs);
  });
  const answer = await Promise.race([refusal, patience]);
  clearTimeout(timer);
  return answer;
}
