import type { Port } from '../types.ts';
import { PortBase } from './port-base.ts';

/** Two ends in one process. Messages are cloned, so that nothing passes that no wire could carry. */
export function memoryPorts(): readonly [Port, Port] {
  const a = new MemoryPort();
  const b = new MemoryPort();
  a.other = b;
  b.other = a;
  return [a, b];
}

class MemoryPort extends PortBase {
  other: MemoryPort | undefined;

  post(message: unknown): void {
    if (this.isClosed) return;
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => this.other?.deliver(copy));
  }

  close(): void {
    if (!this.ended('The connection was closed on this side.')) return;
    queueMicrotask(() =>
      this.other?.ended('The other side closed the connection.'),
    );
  }
}
