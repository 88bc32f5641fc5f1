import { expect, it } from 'vitest';
import { checkBeamline } from './check.ts';

it('says in its JSON, too, why a file cannot be checked at all', () => {
  const printed: string[] = [];
  const said: string[] = [];
  const terminal = {
    print: (text: string) => printed.push(text),
    say: (text: string) => said.push(text),
    update: () => undefined,
    isInteractive: false,
    columns: 80,
    onInterrupt: () => () => undefined,
  };
  const code = checkBeamline('/nowhere/beamline.yaml', {
    terminal,
    isJson: true,
  });
  expect(code).toBe(2);
  expect(JSON.parse(printed.join(''))).toMatchObject({
    problems: [{ path: [], code: 'config', message: said[0] }],
  });
});
