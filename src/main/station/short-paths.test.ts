import { expect, it } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import { shortPaths, withShortPaths } from './short-paths.ts';

const file = '/beamlines/p03/demo.yaml';

it('files beside the beamline file, and below its folder, are known without it; others keep their whole path', () => {
  expect(
    shortPaths(
      file,
      '/beamlines/p03/demo.yaml:3:5: samx stands at /beamlines/p03/parts/a.yaml:1:1 and /beamlines/other.yaml:2:1 already.',
    ),
  ).toBe(
    'demo.yaml:3:5: samx stands at parts/a.yaml:1:1 and /beamlines/other.yaml:2:1 already.',
  );
});

it('mistakes are told short, each of them, and other errors as they are', () => {
  const mistake = '/beamlines/p03/demo.yaml:3:5: samx has no address.';
  const find = () =>
    withShortPaths(file, () => {
      throw new BeamtimeError(
        'config',
        `demo.yaml has a mistake:\n${mistake}`,
        {
          problems: [{ path: [], code: 'config', message: mistake }],
        },
      );
    });
  expect(find).toThrow(
    expect.objectContaining({
      message: 'demo.yaml has a mistake:\ndemo.yaml:3:5: samx has no address.',
      problems: [
        {
          path: [],
          code: 'config',
          message: 'demo.yaml:3:5: samx has no address.',
        },
      ],
    }),
  );
  const busy = new BeamtimeError('busy', '/beamlines/p03/demo.yaml is busy.');
  expect(() =>
    withShortPaths(file, () => {
      throw busy;
    }),
  ).toThrow(busy);
});
