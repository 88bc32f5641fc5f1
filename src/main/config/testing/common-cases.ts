import { file, mark, rack, type MistakeCase } from './mistake-cases.ts';

/** Mistakes in what an instrument may have whatever its driver, and in variables. */
export const commonCases: readonly MistakeCase[] = [
  [
    'one name for two instruments',
    file(
      `${rack.replace('- driver', '- name: rack\n    driver')}\n  - driver: keithley\n    name: ${mark}rack\n    line: { tcp: 'k:1' }\n    counter: i0`,
    ),
    'An instrument is called rack already, at test.yaml:3:5.',
  ],
  [
    "an instrument with the name of another one's first device",
    file(
      `${rack.replace('- driver', `- name: ${mark}i0\n    driver`)}\n  - driver: keithley\n    line: { tcp: 'k:1' }\n    counter: i0`,
    ),
    'An instrument is called i0 already, at test.yaml:9:5.',
  ],
  [
    'a word for disabled',
    file(rack.replace('axes:', `disabled: ${mark}maybe\n    axes:`)),
    'disabled must be true or false, not the text "maybe".',
  ],
  [
    'a word for disabled at an axis',
    file(rack.replace('address: 1', `address: 1, disabled: ${mark}1`)),
    'disabled must be true or false, not the number 1.',
  ],
  [
    'a mistake in a disabled instrument',
    file(
      rack
        .replace('axes:', 'disabled: true\n    axes:')
        .replace('address: 1', `address: 1, ${mark}velocty: 2`),
    ),
    'Unknown key velocty. Did you mean velocity?',
  ],
  [
    'a mistake in a disabled axis',
    file(
      rack.replace(
        'address: 1',
        `address: 1, disabled: true, unit: ${mark}mmm`,
      ),
    ),
    '"mmm" is not a unit known here',
  ],
  // Variables
  [
    'an unknown variable',
    file(
      rack.replace("'rack1:5000'", `${mark}'\${HOTS}:5000'`),
      'variables: { HOST: rack1 }\n',
    ),
    'There is no variable HOTS. Did you mean HOST?',
  ],
  [
    'an unknown variable where there are none',
    file(rack.replace("'rack1:5000'", `${mark}'\${HOST}:5000'`)),
    'There is no variable HOST. Add it under variables:, where BEAMTIME_VAR_HOST in the environment can override it.',
  ],
  [
    'a variable without a value',
    file(
      rack.replace("'rack1:5000'", `'\${HOST}:5000'`),
      `variables: { HOST: ${mark}null }\n`,
    ),
    'HOST has no value. Write one here, or set BEAMTIME_VAR_HOST in the environment.',
  ],
  [
    'a variable that makes no sense where it stands',
    file(
      rack.replace("'rack1:5000'", `${mark}'\${HOST}'`),
      'variables: { HOST: rack1 }\n',
    ),
    'Write host:port',
  ],
  [
    'a variable made of a variable',
    file(rack, `variables: { A: a, B: ${mark}'\${A}b' }\n`),
    'B is made of a variable. Write its value out.',
  ],
  [
    'a variable with an impossible name',
    file(rack, `variables: { ${mark}my-host: a }\n`),
    '"my-host" cannot be a name here. The name of a variable has letters, digits and _',
  ],
];
