import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { dataFile } from './file-name.ts';
import { exampleExperiment, exampleValue } from './testing/example-run.ts';
import { liveAndDie, randomFrom } from './testing/kill.ts';
import { hasH5py, readRunsBriefly } from './testing/read-runs.ts';

/** The quick check, which sets `BEAMTIME_QUICK`, kills less often than `npm test`. */
const rounds = process.env['BEAMTIME_QUICK'] === '1' ? 10 : 50;

const Fact = z.union([
  z.object({ run: z.number(), point: z.number() }),
  z.object({ recovered: z.number(), file: z.string(), endReason: z.string() }),
  z.object({ ended: z.number() }),
  z.object({ run: z.number() }),
  z.object({ ready: z.literal(true) }),
]);
type Fact = z.infer<typeof Fact>;

test.skipIf(!hasH5py())(
  `after ${String(rounds)} kills at random moments every announced point is in a file that h5py reads`,
  { timeout: 240_000 },
  async () => {
    // Beamtime's own randomness would hide a failure: the seed is printed and can be given again.
    const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
    process.stdout.write(`kill test: KILL_SEED=${String(seed)}\n`);
    const folder = mkdtempSync(join(tmpdir(), 'beamtime-kill-'));
    const random = randomFrom(seed);
    const facts: Fact[] = [];
    const leftBehind: string[] = [];
    for (let round = 0; round <= rounds; round++) {
      const isLast = round === rounds;
      const life = await liveAndDie({
        command: process.execPath,
        args: [
          fileURLToPath(new URL('testing/kill-child.ts', import.meta.url)),
          folder,
          String(seed + round),
          isLast ? 'recover' : 'record',
        ],
        // Fifty starts of one program: what the first compiled serves the others.
        env: { NODE_COMPILE_CACHE: join(folder, 'compiled') },
        isReady: (line) => line.includes('"ready"'),
        killAfterMs: isLast ? Infinity : random() * 250,
        timeoutMs: 60_000,
      });
      expect({ round, errors: life.errors, wasKilled: life.wasKilled }).toEqual(
        { round, errors: '', wasKilled: !isLast },
      );
      const told = life.lines.map((line) => Fact.parse(JSON.parse(line)));
      facts.push(...told);
      const copy = copyOfLast(folder, told);
      if (copy) leftBehind.push(copy);
    }

    const announced = announcedPoints(facts);
    const begun = [...announced.keys()];
    const files = readRunsBriefly(
      begun.map((run) =>
        dataFile(join(folder, 'data'), exampleExperiment, run, 'h5'),
      ),
    );
    const wrong = begun.filter((run, i) => {
      const columns = files[i]?.measurement ?? {};
      return !hasPoints(columns, announced.get(run) ?? 0);
    });
    expect(wrong).toEqual([]);
    const ended = new Set(
      facts.flatMap((fact) => ('ended' in fact ? fact.ended : [])),
    );
    expect(
      begun.filter(
        (run, i) => ended.has(run) && files[i]?.endReason !== 'SUCCESS',
      ),
    ).toEqual([]);
    const points = [...announced.values()].reduce(
      (sum, count) => sum + count,
      0,
    );
    process.stdout.write(
      `kill test: ${String(points)} announced points of ${String(begun.length)} runs looked at\n`,
    );
    // Most kills hit a run in the middle, or nothing would be shown by this test.
    const recovered = facts.filter((fact) => 'recovered' in fact);
    expect(recovered.length).toBeGreaterThan(rounds / 2);
    // Also as the dead station left it, before any restart, each file can be read.
    expect(readRunsBriefly(leftBehind)).toHaveLength(leftBehind.length);
    rmSync(folder, { recursive: true });
  },
);

/** Highest announced point + 1 by run; 0 for a run that had begun only. */
function announcedPoints(facts: readonly Fact[]): Map<number, number> {
  const announced = new Map<number, number>();
  for (const fact of facts)
    if ('point' in fact) announced.set(fact.run, fact.point + 1);
  return announced;
}

/** Keeps the file of the killed run as it is now, if points had been announced. */
function copyOfLast(
  folder: string,
  facts: readonly Fact[],
): string | undefined {
  const last = facts.findLast((fact) => 'point' in fact);
  if (!last) return undefined;
  const file = dataFile(
    join(folder, 'data'),
    exampleExperiment,
    last.run,
    'h5',
  );
  const copy = join(folder, `left-${String(last.run)}.h5`);
  if (!existsSync(file)) return undefined;
  copyFileSync(file, copy);
  return copy;
}

/** Whether a file has the first `count` points of a run, number for number. */
function hasPoints(
  columns: Readonly<Record<string, readonly number[]>>,
  count: number,
): boolean {
  const names = ['samx', 'samy', 'i0', 'i1', 'i1_i0', 'elapsed'].filter(
    (name) => name in columns,
  );
  if (names.length < 4) return false;
  return names.every((name, column) => {
    const values = columns[name] ?? [];
    return (
      values.length >= count &&
      values
        .slice(0, count)
        .every((value, i) => value === exampleValue(i, column))
    );
  });
}
