import { notifications } from '@mantine/notifications';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import type { BeamtimeContract } from '../../contract/index.ts';
import type {
  CallOptions,
  InputOf,
  MethodName,
  OutputOf,
} from '../../rpc/types.ts';
import { currentClient } from './connection.ts';

type Name = MethodName<BeamtimeContract>;
type Input<K extends Name> = InputOf<BeamtimeContract, K>;
type Output<K extends Name> = OutputOf<BeamtimeContract, K>;
type Rest<K extends Name> =
  Input<K> extends void
    ? [input?: undefined, options?: CallOptions]
    : [input: Input<K>, options?: CallOptions];

/** Calls the station; a refusal becomes a notification with its sentence, and the answer is undefined. */
export async function call<K extends Name>(
  name: K,
  ...rest: Rest<K>
): Promise<Output<K> | undefined> {
  try {
    return await ask(name, ...rest);
  } catch (error) {
    showError(error);
    return undefined;
  }
}

/** Calls the station and throws its refusals (`BeamtimeError`): for those who show them at the field. */
export async function ask<K extends Name>(
  name: K,
  ...rest: Rest<K>
): Promise<Output<K>> {
  return currentClient().call(name, ...rest);
}

/** Shows anything thrown as a notification. A cancelled call is what somebody wanted: it stays quiet. */
export function showError(error: unknown): void {
  const report = toReport(error);
  if (error instanceof BeamtimeError && error.code === 'aborted') {
    return;
  }
  const problems = report.problems?.map((problem) => problem.message) ?? [];
  const message = [
    report.message,
    ...problems.filter((text) => text !== report.message),
  ].join('\n');
  if (report.code === 'stopped') {
    // What somebody stopped is no mistake, and its row says so too.
    showInfo(message);
    return;
  }
  notifications.show({
    // The same sentence twice replaces itself instead of piling up.
    id: `${report.code}:${report.message}`,
    color: 'red',
    message,
    autoClose: 12_000,
    withBorder: true,
    role: 'alert',
  });
}

/** Says something good or neutral, briefly. */
export function showInfo(message: string): void {
  notifications.show({
    id: message,
    color: 'accent',
    message,
    autoClose: 4000,
    withBorder: true,
    role: 'status',
  });
}
