import { BeamtimeError, toReport } from '../../contract/errors.ts';
import type {
  NamedPositions,
  PositionDifference,
  SavedPosition,
} from '../../contract/positions.ts';
import {
  createPositionStore,
  type PositionStore,
} from '../data/named-positions.ts';
import type { Device, Devices, Movable } from '../device/types.ts';
import type { Memory } from './memory.ts';
import type { RunService } from './run-service.ts';

interface Parts {
  readonly devices: Devices;
  readonly store: PositionStore;
  readonly now: () => number;
  /** Refuses an axis that a run moves. */
  readonly assertFree: (device: Device) => void;
}

interface Way {
  readonly device: Device;
  readonly movable: Movable;
  readonly target: number;
}

/** Where axes stood, under a name: saved, compared with now, and gone back to. */
export class PositionsService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  list(): NamedPositions[] {
    return this.#parts.store.list();
  }

  /** Writes an axis under its new name; listed so when the answer is called. @throws BeamtimeError `database` */
  renameAxis(from: string, to: string): () => void {
    return this.#parts.store.renameAxis(from, to);
  }

  /**
   * Reads where the axes stand and saves it; without names all axes that have a dial, so a place of their own.
   *
   * @throws BeamtimeError `bad-input` when the name is taken, an axis is named twice or there is none,
   * `unknown-device`, `unsupported`, `disconnected`, `database`...
   */
  async save(
    name: string,
    who: string,
    axes: readonly string[] | undefined,
    isReplacing: boolean,
  ): Promise<NamedPositions> {
    const { devices, store, now } = this.#parts;
    const chosen = axes?.map((axis) => devices.get(axis)) ?? ownAxes(devices);
    assertDifferent(chosen);
    if (chosen.length === 0) {
      throw new BeamtimeError(
        'bad-input',
        'There is no axis here whose position could be saved.',
      );
    }
    const positions = await Promise.all(chosen.map(savedPosition));
    const saved = { name, savedAt: now(), savedBy: who, positions };
    store.save(saved, isReplacing);
    return saved;
  }

  /** @throws BeamtimeError `bad-input`, `database` */
  remove(name: string): void {
    this.#parts.store.remove(name);
  }

  /** @throws BeamtimeError `bad-input` when there is none of that name */
  compare(name: string): PositionDifference[] {
    const { devices, store } = this.#parts;
    return store.get(name).positions.map((saved) => {
      const device = devices.find(saved.axis);
      const now = device?.movable?.position() ?? null;
      const target = device?.movable
        ? targetOf(saved, device.movable)
        : saved.position;
      return {
        axis: saved.axis,
        unit: saved.unit,
        decimals: device?.info.decimals ?? 3,
        target,
        now,
        difference: now === null ? null : target - now,
        isRedefined: Math.abs(target - saved.position) > 1e-9,
        whyNot: this.#whyNot(saved),
      };
    });
  }

  /**
   * Goes back, one axis after the other or all together. Nothing moves before all of them were checked.
   *
   * @throws BeamtimeError `bad-input`, `unknown-device`, `unit`, what `Movable.check` and `Movable.move` throw
   */
  async restore(
    name: string,
    axes: readonly string[] | undefined,
    isTogether: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const saved = this.#parts.store.get(name);
    const wanted =
      axes?.map((axis) => positionOf(saved, axis)) ?? saved.positions;
    const ways = wanted.map((position) => this.#wayTo(position));
    assertDifferent(ways.map(({ device }) => device));
    const targets = new Map(
      ways.map(({ device, target }) => [device.info.name, target]),
    );
    for (const { movable, target } of ways) {
      movable.check(target, isTogether ? targets : undefined);
    }
    if (isTogether) {
      await moveTogether(ways, signal);
      return;
    }
    for (const [index, { device, movable, target }] of ways.entries()) {
      try {
        await movable.move(target, signal);
      } catch (error) {
        throw withRest(error, device, ways.slice(index + 1));
      }
    }
  }

  #whyNot(saved: SavedPosition): string | null {
    try {
      const { movable, target } = this.#wayTo(saved);
      movable.check(target);
      return null;
    } catch (error) {
      return toReport(error).message;
    }
  }

  #wayTo(saved: SavedPosition): Way {
    const device = this.#parts.devices.get(saved.axis);
    const { movable } = device;
    if (!movable) {
      throw new BeamtimeError(
        'unsupported',
        `${saved.axis} is no axis any more. Look at it in the beamline file.`,
      );
    }
    if (movable.unit !== saved.unit) {
      throw new BeamtimeError(
        'unit',
        `${saved.axis} was saved in ${saved.unit || 'no unit'} and counts in ${movable.unit || 'no unit'} now. Save its position anew.`,
      );
    }
    this.#parts.assertFree(device);
    return { device, movable, target: targetOf(saved, movable) };
  }
}

/** The named positions of the beamline of this name. What of them cannot be read is said. */
export function openPositions(
  {
    memory,
    devices,
    runs,
    now,
  }: Pick<Parts, 'devices' | 'now'> & {
    readonly memory: Memory;
    readonly runs: RunService;
  },
  beamline: string,
): PositionsService {
  const store = createPositionStore(memory.database, beamline);
  for (const name of store.unreadable) {
    memory.notice(
      `The positions saved as "${name}" cannot be read. Save them anew.`,
    );
  }
  return new PositionsService({
    devices,
    store,
    now,
    assertFree: (device) => {
      runs.assertFree(device);
    },
  });
}

function ownAxes(devices: Devices): Device[] {
  return devices
    .all()
    .filter(({ movable }) => movable !== undefined && 'fromDial' in movable);
}

async function savedPosition({
  info,
  movable,
  parameters,
}: Device): Promise<SavedPosition> {
  if (!movable) {
    throw new BeamtimeError(
      'unsupported',
      `${info.name} is no axis: only positions are saved here.`,
    );
  }
  const position = await movable.readPosition();
  const dial = parameters.get('dial')?.last?.value;
  return {
    axis: info.name,
    position,
    unit: info.unit,
    ...(typeof dial === 'number' && { dial }),
  };
}

/** The same physical place, whatever it is called now. */
function targetOf({ position, dial }: SavedPosition, movable: Movable): number {
  return dial === undefined ? position : (movable.fromDial?.(dial) ?? position);
}

function positionOf(saved: NamedPositions, axis: string): SavedPosition {
  const found = saved.positions.find((position) => position.axis === axis);
  if (found) return found;
  throw new BeamtimeError(
    'bad-input',
    `"${saved.name}" has no position of ${axis}. It has: ${saved.positions.map((position) => position.axis).join(', ')}.`,
  );
}

function assertDifferent(devices: readonly Device[]): void {
  const names = devices.map(({ info }) => info.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new BeamtimeError('bad-input', `${twice} is named twice.`);
}

/** The first failure ends it: the others are stopped where they are on their way. */
async function moveTogether(
  ways: readonly Way[],
  signal: AbortSignal,
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const results = await Promise.allSettled(
    ways.map(async ({ movable, target }) => {
      try {
        await movable.move(target, either);
      } catch (error) {
        failed.abort(error);
        throw error;
      }
    }),
  );
  const first: unknown = failed.signal.reason;
  if (results.some(({ status }) => status === 'rejected')) throw first;
}

/** What failed, and who stayed where it was because of that. */
function withRest(
  error: unknown,
  device: Device,
  rest: readonly Way[],
): BeamtimeError {
  const { code, message, detail } = toReport(error);
  const stayed = rest.map((way) => way.device.info.name);
  const words =
    stayed.length > 0
      ? ` Not moved because of that: ${stayed.join(', ')}.`
      : '';
  return new BeamtimeError(code, `${message}${words}`, {
    detail: { ...detail, failed: device.info.name, stayed },
    cause: error,
  });
}
