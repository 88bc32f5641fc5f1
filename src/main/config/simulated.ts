import { closeNames } from '../device/registry.ts';
import type { ResponderConfig, SimulatorConfig } from '../simulator/config.ts';
import type { Mistake, Path } from './types.ts';
import { listed } from './wording.ts';

/** Names in the simulated world that nothing there has: a counter would see nothing change, and nobody would know why. */
export function checkSimulator(config: SimulatorConfig): Mistake[] {
  const { world, responders } = config;
  const entries = Object.entries(responders);
  const signals = Object.keys(world.signals);
  const driven = entries.flatMap(([, responder]) =>
    'axes' in responder
      ? Object.values(responder.axes).flatMap(({ drives }) => drives ?? [])
      : [],
  );

  const unknownSignals = entries.flatMap(([name, responder]) =>
    responder.protocol === 'keithley' && !signals.includes(responder.signal)
      ? [
          unknown(
            ['simulator', 'responders', name, 'signal'],
            `The simulated world has no signal ${responder.signal}.`,
            closeNames(responder.signal, signals),
            'Add it under world: signals:.',
          ),
        ]
      : [],
  );
  return [
    ...unknownSignals,
    ...axesOfWorld(world)
      .filter(({ name }) => !driven.includes(name))
      .map(({ name, path }) =>
        unknown(
          path,
          `No simulated motor drives ${name}.`,
          closeNames(name, driven),
          `Write drives: ${name} at one of them.`,
        ),
      ),
    ...drivenTwice(entries),
  ];
}

function drivenTwice(
  entries: readonly (readonly [string, ResponderConfig])[],
): Mistake[] {
  const seen = new Set<string>();
  return entries.flatMap(([name, responder]) =>
    'axes' in responder
      ? Object.entries(responder.axes).flatMap(([address, { drives }]) => {
          const isRepeated = drives !== undefined && seen.has(drives);
          if (drives !== undefined) seen.add(drives);
          const path = [
            'simulator',
            'responders',
            name,
            'axes',
            address,
            'drives',
          ];
          return isRepeated
            ? [
                {
                  path,
                  at: 'value' as const,
                  message: `Another simulated motor drives ${drives} already. Give this one an axis of its own.`,
                },
              ]
            : [];
        })
      : [],
  );
}

function unknown(
  path: Path,
  what: string,
  close: readonly string[],
  otherwise: string,
): Mistake {
  const hint = close.length > 0 ? `Did you mean ${listed(close)}?` : otherwise;
  return { path, at: 'value', message: `${what} ${hint}` };
}

interface AxisOfWorld {
  readonly name: string;
  readonly path: Path;
}

function axesOfWorld(world: SimulatorConfig['world']): AxisOfWorld[] {
  const root = ['simulator', 'world'];
  const blades = world.beam.slits.flatMap(({ low, high }, index) => [
    { name: low, path: [...root, 'beam', 'slits', index, 'low'] },
    { name: high, path: [...root, 'beam', 'slits', index, 'high'] },
  ]);
  const factors = Object.entries(world.signals).flatMap(([signal, one]) =>
    one.factors.flatMap(({ axis }, index) => {
      const path = [...root, 'signals', signal, 'factors', index, 'axis'];
      return typeof axis === 'string'
        ? [{ name: axis, path }]
        : Object.keys(axis).map((name) => ({ name, path: [...path, name] }));
    }),
  );
  return [...blades, ...factors];
}
