import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const folder = 'docs/how-to';

/** Every file that the guides show as a whole: those that begin with where they would stand. */
const shown = readdirSync(folder).flatMap((guide) =>
  [
    ...readFileSync(path.join(folder, guide), 'utf8').matchAll(
      /```tsx?\n\/\/ (src\/\S+)\n([^`]*(?:`[^`]+`[^`]*)*?)```/g,
    ),
  ].map(([, file = '', text = '']) => ({ guide, file, text })),
);

/** What the compiler says of the files that a guide shows, as if they stood there. */
function mistakes(guide: string): string[] {
  const files = new Map(
    shown
      .filter((one) => one.guide === guide)
      .map(({ file, text }) => [path.resolve(file), text]),
  );
  const isPage = [...files.keys()].some((file) => file.includes('renderer'));
  const config = ts.getParsedCommandLineOfConfigFile(
    isPage ? 'tsconfig.web.json' : 'tsconfig.node.json',
    { noEmit: true, composite: false, incremental: false },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  if (!config) throw new Error('The settings of the compiler cannot be read.');
  const disk = ts.createCompilerHost(config.options);
  const folders = new Set([...files.keys()].map((file) => path.dirname(file)));
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => files.has(file) || disk.fileExists(file),
    directoryExists: (name) =>
      folders.has(name) || disk.directoryExists?.(name) === true,
    getSourceFile(file, options, ...rest) {
      const text = files.get(file);
      return text === undefined
        ? disk.getSourceFile(file, options, ...rest)
        : ts.createSourceFile(file, text, options);
    },
  };
  const ambient = config.fileNames.filter((file) => file.endsWith('.d.ts'));
  const program = ts.createProgram(
    [...files.keys(), ...ambient],
    config.options,
    host,
  );
  return [...files.keys()].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map(({ messageText }) =>
      ts.flattenDiagnosticMessageText(messageText, '\n'),
    );
  });
}

test('guides show whole files', () => {
  expect(shown.map(({ file }) => file)).toEqual([
    'src/main/drivers/vacuum-gauge.ts',
    'src/renderer/panels/beam/BeamPanel.tsx',
    'src/renderer/panels/beam/index.ts',
    'src/main/scan/types/mirror.ts',
  ]);
});

test.each([...new Set(shown.map(({ guide }) => guide))])(
  'what %s shows compiles',
  { timeout: 120_000 },
  (guide) => {
    expect(mistakes(guide)).toEqual([]);
  },
);
