import { BeamtimeError, toReport } from '../../contract/errors.ts';
import type { Locking } from './lock.ts';
import type { StateRule } from './parameters/state.ts';
import type { StopLatch } from './stop-latch.ts';

/** Something that a device does when told to, beyond moving, counting and being set. */
export interface MethodOptions {
  /** `home`: unique in its device. */
  readonly name: string;
  /** What the button says. */
  readonly title: string;
  readonly help: string;
  /** The lock of its device, or of what it changes. */
  readonly locking: Pick<Locking, 'assertFree'>;
  /** Given when something moves by it: it is refused while STOP ALL is latched. */
  readonly latch?: StopLatch;
  readonly rule?: StateRule;
  /** Resolves when it is done, not when it was sent. */
  readonly call: (signal?: AbortSignal) => Promise<void>;
}

/** A method of a device: called by name, refused with a reason. */
export class Method {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly #options: MethodOptions;

  constructor(options: MethodOptions) {
    this.name = options.name;
    this.title = options.title;
    this.help = options.help;
    this.#options = options;
  }

  /** Why it cannot be called now, in a sentence; null = it can. */
  whyNot(): string | null {
    try {
      this.#assertAllowed();
      return null;
    } catch (error) {
      return toReport(error).message;
    }
  }

  /** @throws BeamtimeError `lock`, `stopped`, `transition`, and whatever the hardware says */
  async call(signal?: AbortSignal): Promise<void> {
    this.#assertAllowed();
    await this.#options.call(signal);
    this.#options.rule?.assertTarget(this.title);
  }

  #assertAllowed(): void {
    const { latch, locking, rule } = this.#options;
    latch?.check(this.title);
    locking.assertFree();
    rule?.assertSource(this.title);
  }
}

/** @throws BeamtimeError `unknown-method`, with those there are */
export function methodOf(
  device: {
    readonly info: { readonly name: string };
    readonly methods: ReadonlyMap<string, Method>;
  },
  name: string,
): Method {
  const method = device.methods.get(name);
  if (method) return method;
  const known = [...device.methods.keys()];
  throw new BeamtimeError(
    'unknown-method',
    `${device.info.name} has no method "${name}". ${known.length > 0 ? `It has: ${known.join(', ')}.` : 'It has none.'}`,
    { detail: { name, known } },
  );
}
