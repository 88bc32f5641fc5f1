import { file, mark, rack, type MistakeCase } from './mistake-cases.ts';

/** Mistakes in the part `simulator`. */
export const simulatorCases: readonly MistakeCase[] = [
  [
    'a simulated instrument without a protocol',
    file(rack, `simulator: { responders: { k: ${mark}{ signal: i0 } } }\n`),
    'protocol is missing here. It is one of icepap, pm600, smc100, gcs2, galil, keithley, keithley-2400, lakeshore, machine, line-device.',
  ],
  [
    'a protocol nobody speaks',
    file(
      rack,
      `simulator: { responders: { k: { protocol: ${mark}keithly, signal: i0 } } }\n`,
    ),
    'protocol cannot be the text "keithly". Did you mean keithley?',
  ],
  [
    'a simulated board that cannot be',
    file(
      rack,
      `simulator: { responders: { r: { protocol: icepap, axes: { ${mark}9: {} } } } }\n`,
    ),
    'slots 1 to 8',
  ],
  [
    'switches in the wrong order',
    file(
      rack,
      `simulator: { responders: { r: { protocol: icepap, axes: { 1: { switches: ${mark}[1, 0] } } } } }\n`,
    ),
    'The lower switch comes first',
  ],
  [
    'a factor of an unknown kind',
    file(
      rack,
      `simulator: { responders: {}, world: { signals: { i0: { factors: [{ kind: ${mark}lorentz }] } } } }\n`,
    ),
    'kind cannot be the text "lorentz". It is one of gaussian, edge.',
  ],
  [
    'an unknown key deep in the world',
    file(
      rack,
      `simulator: { responders: {}, world: { beam: { ${mark}fwmh: 1 } } }\n`,
    ),
    'Unknown key fwmh. Did you mean fwhm?',
  ],
  [
    'a simulated counter of an unknown signal',
    file(
      rack,
      `simulator: { responders: { k: { protocol: keithley, signal: ${mark}i0 } }, world: { signals: { i1: {} } } }\n`,
    ),
    'The simulated world has no signal i0. Did you mean i1?',
  ],
  [
    'a world with an axis that nothing drives',
    file(
      rack,
      `simulator: { responders: { r: { protocol: icepap, axes: { 1: { drives: samx } } } }, world: { signals: { i1: { factors: [{ kind: gaussian, axis: ${mark}samq, centre: 0, fwhm: 1 }] } } } }\n`,
    ),
    'No simulated motor drives samq. Did you mean samx?',
  ],
  [
    'two simulated motors of one axis',
    file(
      rack,
      `simulator: { responders: { r: { protocol: icepap, axes: { 1: { drives: samx }, 2: { drives: ${mark}samx } } } } }\n`,
    ),
    'Another simulated motor drives samx already',
  ],
];
