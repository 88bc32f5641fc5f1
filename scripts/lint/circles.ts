import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Every file's imports inside the folder, by path relative to it. Types count: a circle of types is one, too. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** Reads the imports of all TypeScript files under a folder, tests left out. */
export function readImports(folder: string): Imports {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name));
  return new Map(
    files.map((file) => [file, importsOf(path.join(folder, file), file)]),
  );
}

/** The first circle found, as the files on the way round; undefined if there is none. */
export function findCircle(imports: Imports): string[] | undefined {
  const done = new Set<string>();
  function visit(file: string, way: readonly string[]): string[] | undefined {
    const start = way.indexOf(file);
    if (start >= 0) return [...way.slice(start), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const circle = visit(next, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  }
  for (const file of imports.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

function importsOf(fullPath: string, file: string): string[] {
  return ts
    .preProcessFile(readFileSync(fullPath, 'utf8'))
    .importedFiles.map((found) => found.fileName)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => path.posix.join(path.posix.dirname(file), specifier));
}
