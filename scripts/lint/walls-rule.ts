import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rule } from 'eslint';
import { testFiles, walls, type Room } from './walls.ts';

/** What any room may import from outside src. */
const openPlaces = ['package.json', 'resources/'];

const root = fileURLToPath(new URL('../..', import.meta.url));

/** ESLint rule: an import that goes through a wall of `walls.ts` is an error. */
export const wallsRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = toSlashes(path.relative(root, context.filename));
    function check(node: Rule.Node) {
      const specifier = specifierOf(node);
      const problem =
        specifier === undefined ? undefined : refusal(file, specifier);
      if (problem !== undefined) context.report({ node, message: problem });
    }
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

/** Why `file` (relative to the top, with slashes) may not import `specifier`; undefined = it may. */
export function refusal(file: string, specifier: string): string | undefined {
  const room = roomOf(file);
  if (!room) return undefined;
  return specifier.startsWith('.')
    ? refusedFile(room, file, specifier)
    : refusedPackage(room, file, specifier);
}

function refusedFile(room: Room, file: string, specifier: string) {
  const target = path.posix.join(
    path.posix.dirname(file),
    specifier.replace(/\?.*$/, ''),
  );
  if (testFiles.test(file)) return undefined;
  if (!target.startsWith('src/')) {
    return openPlaces.some((place) => target.startsWith(place))
      ? undefined
      : `${room.at} does not import from outside src (${target}).`;
  }
  if (testFiles.test(target)) return `${target} is for tests only.`;
  if (roomOf(target) === room) return refusedSide(room, file, target);
  return room.sees.some((name) => holds(name, target))
    ? undefined
    : `${room.at} does not import ${target}: see scripts/lint/walls.ts for whom it may.`;
}

/** Inside one room whose direct subfolders keep apart. */
function refusedSide(room: Room, file: string, target: string) {
  if (!room.hasSides) return undefined;
  const [mine, theirs] = [file, target].map((name) =>
    path.posix
      .dirname(name.slice(room.at.length + 1))
      .split('/')
      .at(0),
  );
  return mine === theirs || mine === '.' || theirs === '.'
    ? undefined
    : `Inside ${room.at}, ${String(mine)} does not import ${String(theirs)}.`;
}

function refusedPackage(room: Room, file: string, specifier: string) {
  const name = isNode(specifier)
    ? `node:${specifier.replace(/^node:/, '')}`
    : packageOf(specifier);
  // Even a test gets Electron from the stand-in only.
  if (testFiles.test(file) && name !== 'electron') return undefined;
  const isIn = (list: readonly string[]) =>
    list.some((entry) => matches(entry, name));
  const isRefused = room.only ? !isIn(room.only) : isIn(room.never ?? []);
  return isRefused
    ? `${room.at} does not import the package ${name}.`
    : undefined;
}

/** The longest entry of the table that holds the file. */
function roomOf(file: string) {
  return walls
    .filter((room) => holds(room.at, file))
    .sort((a, b) => b.at.length - a.at.length)[0];
}

function holds(place: string, file: string) {
  return file === place || file.startsWith(`${place}/`);
}

function matches(entry: string, name: string) {
  return entry.endsWith('*')
    ? name.startsWith(entry.slice(0, -1))
    : entry === name;
}

function packageOf(specifier: string) {
  const depth = specifier.startsWith('@') ? 2 : 1;
  return specifier.split('/').slice(0, depth).join('/');
}

function isNode(specifier: string) {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function toSlashes(file: string) {
  return file.split(path.sep).join('/');
}

/** The literal an import or re-export names; undefined where there is none or it is computed. */
function specifierOf(node: object): string | undefined {
  const source = 'source' in node ? node.source : undefined;
  const isLiteral =
    typeof source === 'object' && source !== null && 'value' in source;
  return isLiteral && typeof source.value === 'string'
    ? source.value
    : undefined;
}
