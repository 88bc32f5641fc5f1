import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import { drivers } from '../drivers/index.ts';
import { planEdit, type EditPlan } from './edit.ts';
import type { BeamlineEdit } from '../../contract/beamline.ts';
import { renameInFormula } from './rename-device.ts';
import { commented, editCases } from './testing/edit-cases.ts';
import { devicesOf, readFrom, type Files } from './testing/files.ts';

function plan(
  edit: BeamlineEdit,
  files: Files = { 'main.yaml': commented },
): EditPlan {
  const [name = ''] = Object.keys(files);
  return planEdit(name, edit, drivers, {
    read: readFrom(files),
    environment: {},
  });
}

/** Lines that went and lines that came, without those that stayed. */
function changes(edit: BeamlineEdit, files?: Files): string[] {
  return plan(edit, files)
    .diff.split('\n')
    .filter((line) => /^[-+](?![-+])/.test(line));
}

function refusal(work: () => unknown): BeamtimeError {
  try {
    work();
  } catch (error) {
    if (error instanceof BeamtimeError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('An edit changes only the lines it must', () => {
  test.each(editCases)('%s', (_, edit, expected) => {
    expect(changes(edit)).toEqual(expected);
  });

  test.each(editCases)('%s, in a file with Windows line ends', (_, edit) => {
    const windows = commented.replaceAll('\n', '\r\n');
    const after = plan(edit, { 'main.yaml': windows }).files[0]?.after;
    expect(after?.replaceAll('\r\n', '')).not.toContain('\n');
    expect(after?.replaceAll('\r\n', '\n')).toBe(plan(edit).files[0]?.after);
  });

  test.each(editCases)(
    '%s, in a file whose last line has no end',
    (_, edit) => {
      const open = commented.trimEnd().replace(/\n+# After everything$/, '');
      const after = plan(edit, { 'main.yaml': open }).files[0]?.after ?? '';
      expect(`${after.trimEnd()}\n\n# After everything\n`).toBe(
        plan(edit).files[0]?.after,
      );
    },
  );

  test('and nothing where it changes nothing', () => {
    const same: BeamlineEdit = {
      kind: 'set',
      instrument: 'samx',
      changes: [{ path: ['axes', 'samy', 'velocity'], value: 2.5 }],
    };
    expect(plan(same)).toMatchObject({ files: [], diff: '' });
  });
});

test('disabling and enabling again leads back to the same bytes', () => {
  for (const device of [undefined, 'samx', 'samy']) {
    const which = { instrument: 0, ...(device !== undefined && { device }) };
    const disabled = plan({ kind: 'disable', ...which });
    expect(devicesOf(disabled.after)).not.toContain(device ?? 'samx');
    const text = disabled.files[0]?.after ?? '';
    expect(
      plan({ kind: 'enable', ...which }, { 'main.yaml': text }).files[0]?.after,
    ).toBe(commented);
  }
});

test('the demo beamline can be edited everywhere with few lines changed', () => {
  const name = 'resources/beamlines/demo.yaml';
  const text = readFileSync(name, 'utf8');
  const { entries } = plan(
    { kind: 'disable', instrument: 0 },
    { [name]: text },
  ).before;
  for (const { index } of entries) {
    const [line, ...more] = changes(
      { kind: 'disable', instrument: index },
      { [name]: text },
    );
    expect([line, more]).toEqual(['+    disabled: true', []]);
  }
  const gap = changes(
    { kind: 'rename-device', device: 's1l', name: 's1in' },
    { [name]: text },
  );
  expect(
    gap
      .filter((line) => line.startsWith('+'))
      .map((line) => line.slice(1).trim()),
  ).toEqual([
    's1in:',
    'value: s1r - s1in',
    's1in: s1cen - target / 2',
    'value: (s1in + s1r) / 2',
    's1in: target - s1gap / 2',
  ]);
});

test('a copy of pseudo axes is made of the copy', () => {
  const after = plan({
    kind: 'duplicate',
    instrument: 'sum',
    devices: { sum: 'sum2', twice: 'twice2' },
    changes: [{ path: ['axes', 'twice2', 'value'], value: 'sum2 / 2' }],
  }).after;
  expect(devicesOf(after)).toEqual([
    'samx',
    'samy',
    'i0',
    'sum',
    'twice',
    'sum2',
    'twice2',
    'r',
  ]);
});

describe('An edit in a beamline of several files', () => {
  const files = {
    'main.yaml':
      'name: Test\ninclude: [sub/a.yaml] # more\nheader: { shutter: i1 }\n',
    'sub/a.yaml': `# a\ninstruments:\n  # first\n  - driver: keithley\n    line: { tcp: 'k:1' }\n    counter: i1\n`,
  };

  test('goes to the file that holds the instrument', () => {
    const { files: edited, diff } = plan(
      { kind: 'disable', instrument: 'i1' },
      files,
    );
    expect(edited.map(({ file }) => file.endsWith('/sub/a.yaml'))).toEqual([
      true,
    ]);
    expect(diff).toContain('--- sub/a.yaml');
    expect(diff).toContain('+    disabled: true');
  });

  test('goes to all files that name a renamed device', () => {
    const { files: edited, after } = plan(
      { kind: 'rename-device', device: 'i1', name: 'i2' },
      files,
    );
    expect(edited).toHaveLength(2);
    expect(after.header.shutter).toBe('i2');
  });

  test('adds an instrument to the file itself, or behind another one in its file', () => {
    const entry = { driver: 'keithley', line: { tcp: 'k:2' }, counter: 'i2' };
    expect(plan({ kind: 'add', entry }, files).files[0]?.after).toBe(
      `${files['main.yaml']}instruments:\n  - driver: keithley\n    line: { tcp: 'k:2' }\n    counter: i2\n`,
    );
    expect(
      plan({ kind: 'add', entry, after: 'i1' }, files).files[0]?.after,
    ).toBe(
      `${files['sub/a.yaml']}  - driver: keithley\n    line: { tcp: 'k:2' }\n    counter: i2\n`,
    );
  });

  test('leaves an empty list where the last instrument of a file goes', () => {
    const more = {
      ...files,
      'main.yaml': `name: Test\ninclude: sub/a.yaml\ninstruments:\n  - driver: keithley\n    line: { tcp: 'k:3' }\n    counter: i3\n`,
    };
    expect(
      plan({ kind: 'remove', instrument: 'i1' }, more).files[0]?.after,
    ).toBe('# a\ninstruments: []\n');
    const emptied = { ...more, 'sub/a.yaml': '# a\ninstruments: []\n' };
    expect(
      plan(
        {
          kind: 'add',
          entry: { driver: 'keithley', line: { tcp: 'k:1' }, counter: 'i1' },
        },
        emptied,
      ).files[0]?.file,
    ).toMatch(/main\.yaml$/);
  });
});

describe('An edit is refused', () => {
  test('when the file would not be good afterwards, with every line and column, and nothing is changed', () => {
    const error = refusal(() =>
      plan({
        kind: 'set',
        instrument: 'samx',
        changes: [
          { path: ['axes', 'samy', 'velocity'], value: 'fast' },
          { path: ['axes', 'samy', 'velocty'], value: 1 },
        ],
      }),
    );
    expect(error).toMatchObject({
      code: 'config',
      message: expect.stringContaining(
        'Nothing was changed, because then main.yaml has 2 mistakes:',
      ),
      detail: {
        isBefore: false,
        mistakes: [
          { line: 22, column: 19 },
          { line: 25, column: 9 },
        ],
      },
    });
  });

  test('when the file is not good before', () => {
    const error = refusal(() =>
      plan({ kind: 'disable', instrument: 0 }, { 'main.yaml': 'name: Test\n' }),
    );
    expect(error).toMatchObject({ code: 'config', detail: { isBefore: true } });
  });

  test('when something that is used would be gone', () => {
    expect(
      refusal(() => plan({ kind: 'remove', instrument: 'i0' })).problems.map(
        ({ message }) => message,
      ),
    ).toEqual([
      expect.stringContaining('main.yaml:7:12: There is no device i0.'),
      expect.stringContaining('There is no device i0.'),
    ]);
  });

  test.each([
    [
      { kind: 'disable', instrument: 'smax' },
      'There is no instrument smax in the beamline file. Did you mean samx?',
    ],
    [{ kind: 'disable', instrument: 9 }, 'There is no instrument 9'],
    [
      { kind: 'remove', instrument: 'samx', device: 'i0' },
      'There is no device i0 in this instrument. It has samx, samy.',
    ],
    [
      { kind: 'disable', instrument: 'i0', device: 'i0' },
      'i0 has no entry of its own in the file. Choose the whole instrument.',
    ],
    [
      { kind: 'duplicate', instrument: 'samx', devices: { samx: 'a' } },
      'The copy needs other names for samy',
    ],
    [
      { kind: 'rename-device', device: 'sam', name: 'x' },
      'There is no device sam in the beamline file.',
    ],
  ] as const)('when it means nothing that is there: %j', (edit, sentence) => {
    const error = refusal(() => plan(edit));
    expect(error.code).toBe('bad-input');
    expect(error.message).toContain(sentence);
  });

  test('when it would change several places through an alias', () => {
    const aliased = {
      'main.yaml': `name: Test\ninstruments:\n  - driver: icepap\n    line: { tcp: 'a:1' }\n    axes:\n      a: { address: 1, limits: &l [0, 1] }\n      b: { address: 2, limits: *l }\n`,
    };
    const set = (name: string) => () =>
      plan(
        {
          kind: 'set',
          instrument: 0,
          changes: [{ path: ['axes', name, 'limits', 0], value: -1 }],
        },
        aliased,
      );
    expect(refusal(set('b'))).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('*l'),
    });
    const whole = () =>
      plan(
        {
          kind: 'set',
          instrument: 0,
          changes: [{ path: ['axes', 'a', 'limits'], value: [0, 2] }],
        },
        aliased,
      );
    expect(refusal(whole).code).toBe('unsupported');
  });
});

test('where lines cannot be kept, the values and comments are', () => {
  const flow = {
    'main.yaml': `name: Test # n\ninstruments: [{ driver: keithley, line: { tcp: 'k:1' }, counter: i0 }] # all\n`,
  };
  const { files, after } = plan(
    { kind: 'duplicate', instrument: 0, devices: { i0: 'i1' } },
    flow,
  );
  expect(devicesOf(after)).toEqual(['i0', 'i1']);
  expect(files[0]?.after).toContain('# n');
  expect(files[0]?.after).toContain('# all');
});

test.each([
  ['a + a1 + 2a', 'a', 'b', 'b + a1 + 2b'],
  ['{a/b} + a', 'a/b', 'c', 'c + a'],
  ['e3 + 1e3', 'e3', 'x-y', '{x-y} + 1e3'],
  ['sin({ a }) * ${a}', 'a', 'b', 'sin(b) * ${a}'],
])('in %s, %s becomes %s', (formula, from, to, expected) => {
  expect(renameInFormula(formula, new Map([[from, to]]))).toBe(expected);
});
