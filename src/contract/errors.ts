import { z } from 'zod';

/** Every way in which something can be refused or fail. Closed: add here, never invent on the spot. */
export const ErrorCode = z.enum([
  // What was asked for
  'bad-input',
  'unknown-device',
  'unknown-method',
  'unit',
  'limit',
  'hard-limit',
  'parameter',
  'selection',
  'read-access',
  'write-access',
  'target-access',
  'unsupported',
  // What stands in the way
  'state',
  'transition',
  'lock',
  'busy',
  'not-in-control',
  'stopped',
  // What went wrong
  'timeout',
  'disconnected',
  'device',
  'protocol',
  'aborted',
  'config',
  'disk',
  'disk-full',
  'file-exists',
  'database',
  'recorder',
  'port-in-use',
  'port-closed',
  'token',
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** One thing wrong with one field: `path` leads to it (`['params', 'from']`), `message` says what and what to do. */
export const Problem = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  code: ErrorCode,
  message: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** An error as it crosses the wire. */
export const ErrorReport = z.object({
  code: ErrorCode,
  message: z.string(),
  problems: z.array(Problem).optional(),
  detail: z.record(z.string(), z.unknown()).optional(),
});
export type ErrorReport = z.infer<typeof ErrorReport>;

/** Extra facts an error can carry. */
export interface ErrorFacts {
  readonly problems?: readonly Problem[];
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * The one error of this program: a closed code for programs and a sentence for people, which says
 * what happened, why, and what to do.
 */
export class BeamtimeError extends Error {
  override readonly name = 'BeamtimeError';
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}) {
    super(
      message,
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.code = code;
    this.problems = facts.problems ?? [];
    this.detail = facts.detail ?? {};
  }
}

/** Turns anything thrown into what crosses the wire. Foreign errors become `internal`. */
export function toReport(error: unknown): ErrorReport {
  if (error instanceof BeamtimeError) {
    return {
      code: error.code,
      message: error.message,
      ...(error.problems.length > 0 && { problems: [...error.problems] }),
      ...(Object.keys(error.detail).length > 0 && {
        detail: { ...error.detail },
      }),
    };
  }
  return {
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
  };
}

/** The way back from the wire. */
export function fromReport(report: ErrorReport): BeamtimeError {
  return new BeamtimeError(report.code, report.message, {
    ...(report.problems && { problems: report.problems }),
    ...(report.detail && { detail: report.detail }),
  });
}

/** Whether something thrown is ours, and, if given, has one of these codes. */
export function isBeamtimeError(
  error: unknown,
  ...codes: ErrorCode[]
): error is BeamtimeError {
  return (
    error instanceof BeamtimeError &&
    (codes.length === 0 || codes.includes(error.code))
  );
}
