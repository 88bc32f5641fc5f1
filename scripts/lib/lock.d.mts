export function withLock<T>(
  name: string,
  work: () => T | Promise<T>,
  timeoutMs?: number,
): Promise<T>;
