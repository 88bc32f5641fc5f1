/** Packages of the page; nothing under `src/main` knows them. */
const pagePackages = [
  'react',
  'react-dom',
  'react-hook-form',
  '@hookform/*',
  '@mantine/*',
  '@tabler/*',
  '@dnd-kit/*',
  '@tanstack/*',
  '@fontsource-variable/*',
  'dockview-react',
  'plotly.js-strict-dist-min',
  'zustand',
  'happy-dom',
  '@testing-library/*',
];

/** Packages that need Node or hardware; the page knows none of them. */
const nodePackages = [
  'node:*',
  'electron',
  'ws',
  'serialport',
  '@serialport/*',
  'h5wasm',
  'commander',
  'yaml',
];

/** Rooms of the page that everything shown may use. */
const belowPanels = ['theme', 'stores', 'widgets', 'connect.ts'];

/** A room of the house. */
export interface Room {
  /** A folder or file; the longest one that holds a file is the room it is in. */
  readonly at: string;
  /** Rooms, or single files, it may import besides itself. */
  readonly sees: readonly string[];
  /** The only packages it may import (`node:*` = Node's own). */
  readonly only?: readonly string[];
  /** Packages it may not import. */
  readonly never?: readonly string[];
  /** Its direct subfolders do not import each other. */
  readonly hasSides?: boolean;
}

/** The walls of the house, as data: who may import whom. `walls-rule.ts` enforces it, `walls.test.ts` tries it out. */
export const walls: readonly Room[] = [
  { at: 'src/contract', sees: [], only: ['zod'] },
  {
    at: 'src/rpc',
    // Refusals cross the wire, so the wire knows how they look; nothing else of the contract.
    sees: ['src/contract/errors.ts'],
    only: ['zod', 'msgpackr', 'ws', 'node:*'],
  },

  main('base', []),
  main('analysis', []),
  main('io', []),
  main('device', []),
  main('drivers', ['device', 'io']),
  main('scan', ['device']),
  main('engine', ['scan', 'device']),
  main('guards', ['device']),
  main('data', ['engine/events.ts']),
  main('queue', ['scan']),
  main('simulator', ['io']),
  main('config', ['drivers', 'device', 'io', 'simulator']),
  main('server', ['station.ts'], ['src/rpc']),
  main('station', ['*'], ['src/rpc']),
  main(
    'cli',
    [
      'station.ts',
      'host-options.ts',
      'headless-host.ts',
      'end-in-order.ts',
      'server',
      'config',
      'drivers',
      'scan',
      'station/instrument-rack.ts',
    ],
    ['src/rpc'],
  ),

  // The hosts and the composition root.
  {
    at: 'src/main',
    sees: ['src/contract', 'src/rpc', 'src/main'],
    never: noPage(),
  },
  {
    at: 'src/main/electron',
    sees: ['src/contract', 'src/rpc', 'src/main'],
    never: noPage(['electron']),
  },
  {
    at: 'src/main/electron.ts',
    sees: ['src/contract', 'src/rpc', 'src/main'],
    never: noPage(['electron']),
  },

  { at: 'src/preload', sees: ['src/rpc'], only: ['electron'] },

  page('', ['']),
  page('theme', []),
  page('stores', [
    'theme',
    'connect.ts',
    'widgets/format.ts',
    'widgets/read-input.ts',
  ]),
  page('widgets', ['theme', 'stores']),
  page('commands', [...belowPanels, 'workbench/workbench-store.ts']),
  page(
    'panels',
    [...belowPanels, 'commands', 'workbench/workbench-store.ts'],
    true,
  ),
  page('workbench', [...belowPanels, 'commands', 'panels']),
];

/** Tests stand outside the house: they may look into any room. */
export const testFiles = /\.test\.tsx?$|\/testing\//;

/** A room of main: `names` are its neighbours under `src/main`, `others` rooms elsewhere. */
function main(
  name: string,
  names: readonly string[],
  others: readonly string[] = [],
): Room {
  const all = names.includes('*')
    ? ['src/main']
    : ['base', ...names].map((neighbour) => `src/main/${neighbour}`);
  return {
    at: `src/main/${name}`,
    sees: ['src/contract', ...all, ...others],
    never: noPage(),
  };
}

/** A room of the page. */
function page(name: string, names: readonly string[], hasSides = false): Room {
  const under = (folder: string) =>
    folder === '' ? 'src/renderer' : `src/renderer/${folder}`;
  return {
    at: under(name),
    sees: ['src/contract', 'src/rpc', ...names.map(under)],
    never: nodePackages,
    hasSides,
  };
}

function noPage(except: readonly string[] = []): string[] {
  return [...pagePackages, 'electron'].filter((name) => !except.includes(name));
}
