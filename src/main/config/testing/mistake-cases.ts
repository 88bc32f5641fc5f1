/** Stands in a text where its mistake is expected. */
export const mark = '▸';

/** An instrument without mistakes. */
export const rack = `
  - driver: icepap
    line: { tcp: 'rack1:5000' }
    axes:
      samx: { address: 1 }
      samy: { address: 2 }`;

/** A good beginning, so that each mistake is the only one. */
export function file(instruments: string, more = ''): string {
  return `name: Test\ninstruments:${instruments}\n${more}`;
}

/** What a mistake is, a file with it, and what must be said of it at the mark. */
export type MistakeCase = readonly [string, string, string];

/** Mistakes in the file as such, in instruments, and in instruments together. */
export const mistakeCases: readonly MistakeCase[] = [
  // The file as such
  ['an empty file', mark, 'describes no beamline'],
  ['a list', `${mark}- a\n`, 'describes no beamline'],
  ['a tab', `name: Test\ninstruments:\n${mark}\t- driver: icepap\n`, 'tab'],
  ['a quote left open', `name: ${mark}'Test\n`, 'What begins here has no end'],
  [
    'a bracket left open',
    file(rack.replace('{ address: 2 }', `${mark}{ address: 2`), 'header: {}\n'),
    'What begins here has no end',
  ],
  [
    'a key twice',
    file(rack, `name: a\n${mark}name: b\n`).replace('name: Test\n', ''),
    'The key name stands here a second time',
  ],
  ['no name', `${mark}instruments:${rack}\n`, 'name is missing'],
  [
    'an empty name',
    file(rack).replace('Test', `${mark}' '`),
    'Give the beamline a name',
  ],
  [
    'a number as a name',
    file(rack).replace('Test', `${mark}12`),
    "name must be text, not the number 12. Put it in quotes: '12'.",
  ],
  ['no instruments', `${mark}name: Test\n`, 'instruments is missing'],
  [
    'an empty list of instruments',
    `name: Test\ninstruments: ${mark}[]\n`,
    'at least one instrument',
  ],
  [
    'a key nobody knows',
    file(rack, `${mark}simulater: {}\n`),
    'Unknown key simulater. Did you mean simulator?',
  ],
  [
    'a number for a data set',
    file(rack, `experiment: { dataset: ${mark}0001 }\n`),
    "dataset must be text, not the number 0001. Put it in quotes: '0001'.",
  ],
  [
    'a sample that is no folder name',
    file(rack, `experiment: { sample: ${mark}a/b }\n`),
    'folder name',
  ],
  [
    'an alias without an anchor',
    file(rack, `header: ${mark}*lost\n`),
    'There is no &lost before this *lost.',
  ],
  [
    'aliases of aliases of aliases',
    `${mark}a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n`,
    'repeats itself too often',
  ],
  [
    'two documents',
    file(rack, `${mark}---\nname: b\n`),
    'A second document begins here',
  ],
  [
    'an empty driver',
    file(`\n  - ${mark}driver:\n    line: { tcp: 'a:1' }`),
    'This instrument has no driver.',
  ],
  // Header
  [
    'a header that names nothing',
    file(rack, `header: { shutter: ${mark}sammx }\n`),
    'There is no device sammx. Did you mean samx or samy?',
  ],
  [
    'a header with an unknown key',
    file(rack, `header: { ${mark}ringcurrent: samx }\n`),
    'Unknown key ringcurrent. Did you mean ringCurrent?',
  ],
  // Drivers
  [
    'an entry that is no table',
    file(`\n  - ${mark}icepap`),
    'This entry must be a table of keys and values, not the text "icepap".',
  ],
  [
    'no driver',
    file(`\n  - ${mark}line: { tcp: 'a:1' }`),
    'has no driver. Write driver: and one of icepap, pm600',
  ],
  [
    'an unknown driver',
    file(`\n  - driver: ${mark}icepapp\n    line: { tcp: 'a:1' }`),
    'There is no driver "icepapp". Did you mean icepap?',
  ],
  // Lines
  [
    'a missing line',
    file(`\n  - ${mark}driver: icepap\n    axes: { samx: { address: 1 } }`),
    'The driver icepap needs a line',
  ],
  [
    'an empty line',
    file(
      `\n  - driver: icepap\n    ${mark}line:\n    axes: { samx: { address: 1 } }`,
    ),
    'The driver icepap needs a line',
  ],
  [
    'a line of plain text',
    file(rack.replace("{ tcp: 'rack1:5000' }", `${mark}rack1:5000`)),
    'line must be a table of keys',
  ],
  [
    'a line to nowhere',
    file(rack.replace("{ tcp: 'rack1:5000' }", `${mark}{}`)),
    'This line goes nowhere',
  ],
  [
    'a line with a misspelt key',
    file(rack.replace('tcp:', `${mark}tpc:`)),
    'Unknown key tpc. Did you mean tcp?',
  ],
  [
    'two lines in one',
    file(rack.replace('{ tcp:', `${mark}{ serial: /dev/ttyS0, tcp:`)),
    'one of tcp and serial, not several',
  ],
  [
    'an address without a port',
    file(rack.replace("'rack1:5000'", `${mark}rack1`)),
    'Write host:port',
  ],
  [
    'a serial line with a wrong word',
    file(
      rack.replace(
        "tcp: 'rack1:5000'",
        `serial: /dev/ttyS0, parity: ${mark}evn`,
      ),
    ),
    'parity cannot be the text "evn". Did you mean even?',
  ],
  [
    'a serial line with an unknown key',
    file(
      rack.replace(
        "tcp: 'rack1:5000'",
        `serial: /dev/ttyS0, ${mark}baudrate: 9600`,
      ),
    ),
    'Unknown key baudrate. Did you mean baudRate?',
  ],
  [
    'a line where none is needed',
    file(
      `${rack}\n  - driver: pseudo-axis\n    ${mark}line: { tcp: 'a:1' }\n    axes: { p: { value: samx, moves: { samx: target } } }`,
    ),
    'needs no line. Remove this one.',
  ],
  [
    'a simulated line without a simulator',
    file(rack.replace("tcp: 'rack1:5000'", `simulator: ${mark}rack1`)),
    'has no part simulator',
  ],
  [
    'a simulated instrument nobody has',
    file(
      rack.replace("tcp: 'rack1:5000'", `simulator: ${mark}rack2`),
      'simulator: { responders: { rack1: { protocol: icepap, axes: {} } } }\n',
    ),
    'There is no simulated instrument rack2. Did you mean rack1?',
  ],
  [
    'a simulated instrument of another kind',
    file(
      rack.replace("tcp: 'rack1:5000'", `simulator: ${mark}k`),
      'simulator: { responders: { k: { protocol: keithley, signal: i0 } }, world: { signals: { i0: {} } } }\n',
    ),
    'speaks keithley, which the driver icepap does not understand',
  ],
  // A driver's own keys
  [
    'an unknown key of a driver',
    file(rack.replace('address: 1', `address: 1, ${mark}velocty: 2`)),
    'Unknown key velocty. Did you mean velocity?',
  ],
  [
    'a missing key',
    file(rack.replace('{ address: 1 }', `${mark}{ unit: mm }`)),
    'address is missing. Board: rack x 10 + slot.',
  ],
  [
    'a word for a number',
    file(rack.replace('address: 1', `address: 1, velocity: ${mark}fast`)),
    'velocity must be a number, not the text "fast".',
  ],
  [
    'a number with its unit',
    file(rack.replace('address: 1', `address: 1, velocity: ${mark}2 mm/s`)),
    'velocity must be a number, not the text "2 mm/s". Write 2 without a unit.',
  ],
  [
    'a decimal comma',
    file(rack.replace('address: 1', `address: 1, velocity: ${mark}"2,5"`)),
    'Write 2.5.',
  ],
  [
    'a number that is too small',
    file(rack.replace('address: 1', `address: 1, velocity: ${mark}0`)),
    'velocity is 0; it must be more than 0.',
  ],
  [
    'an address that cannot be',
    file(rack.replace('address: 1', `address: ${mark}9`)),
    'slots 1 to 8',
  ],
  [
    'a name that cannot be',
    file(rack.replace('samx:', `${mark}1samx:`)),
    '"1samx" cannot be a name here. A device name starts with a letter',
  ],
  [
    'a formula that cannot be read',
    file(
      `${rack}\n  - driver: calculated-counter\n    counters: { r: { value: ${mark}samx + } }`,
    ),
    'value',
  ],
  [
    'no number where one is needed',
    file(rack.replace('address: 1', `address: 1, velocity: ${mark}.nan`)),
    'velocity must be a number, not .nan, which is none.',
  ],
  [
    'nan as people write it',
    file(rack.replace('address: 1', `address: 1, offset: ${mark}nan`)),
    'offset must be a number, not the text "nan".',
  ],
  [
    'a limit that is no number',
    file(rack.replace('address: 1', `address: 1, limits: [${mark}.NaN, 5]`)),
    'must be a number, not .NaN, which is none.',
  ],
  [
    'a limit without end',
    file(rack.replace('address: 1', `address: 1, limits: [0, ${mark}.inf]`)),
    'must be a number, not .inf, which has no end.',
  ],
  // All together
  [
    'limits in the wrong order',
    file(rack.replace('address: 1', `address: 1, limits: ${mark}[5, -5]`)),
    'The lower limit comes first',
  ],
  [
    'limits of a pseudo axis in the wrong order',
    file(
      `${rack}\n  - driver: pseudo-axis\n    axes: { p: { value: samx, moves: { samx: target }, limits: ${mark}[1, 1] } }`,
    ),
    'These limits leave no room: 1 is not below 1.',
  ],
  [
    'a unit nobody knows',
    file(rack.replace('address: 1', `address: 1, unit: ${mark}mmm`)),
    '"mmm" is not a unit known here',
  ],
  [
    'one address twice',
    file(rack.replace('address: 2', `address: ${mark}1`)),
    'Address 1 is taken by samx',
  ],
  [
    'one address in two entries of a line',
    file(
      `${rack}${rack
        .replace('samx', 'a')
        .replace('samy', 'b')
        .replace('address: 1', `address: ${mark}2`)
        .replace('address: 2 }', 'address: 2 }')
        .replace(/b: \{ address: 2 \}/, 'b: { address: 3 }')}`,
    ),
    'Address 2 on rack1:5000 belongs to samy already',
  ],
  [
    'a serial line in two entries',
    file(
      `\n  - driver: pm600\n    line: { serial: /dev/ttyS0 }\n    axes: { a: { address: 1 } }\n  - driver: pm600\n    line: ${mark}{ serial: /dev/ttyS0 }\n    axes: { b: { address: 2 } }`,
    ),
    'Another instrument has the line /dev/ttyS0 already, at test.yaml:4:11; a serial line is opened once.',
  ],
  [
    'a serial line in two entries, behind a terminal server',
    file(
      `\n  - driver: smc100\n    line: { tcp: 'ts:4001' }\n    axes: { a: { address: 1 } }\n  - driver: smc100\n    line: ${mark}{ tcp: 'ts:4001' }\n    axes: { b: { address: 2 } }`,
    ),
    'Another instrument has the line ts:4001 already',
  ],
  [
    'a serial line with two settings',
    file(
      `\n  - driver: pm600\n    line: { serial: /dev/ttyS0, baudRate: 19200 }\n    axes: { a: { address: 1 } }\n  - driver: pm600\n    line: ${mark}{ serial: /dev//ttyS0, parity: even }\n    axes: { b: { address: 2 } }`,
    ),
    'already, at test.yaml:4:11, with other settings (baudRate 19200, not 9600; parity none, not even)',
  ],
  [
    'one name in two entries',
    file(
      `${rack}\n  - driver: keithley\n    line: { tcp: 'k:1' }\n    counter: ${mark}samy`,
    ),
    'A device is called samy already, at test.yaml:7:7.',
  ],
  [
    'two names that are one in a data file',
    file(
      `${rack.replace('samx', 'a_b')}\n  - driver: calculated-counter\n    counters: { ${mark}a/b: { value: samy } }`,
    ),
    'a/b and a_b would both be called a_b in data files',
  ],
  [
    'a pseudo axis of an unknown axis',
    file(
      `${rack}\n  - driver: pseudo-axis\n    axes: { p: { value: ${mark}samx + samq, moves: { samx: target } } }`,
    ),
    'There is no device samq. Did you mean samx or samy?',
  ],
  [
    'a pseudo axis that moves an unknown axis',
    file(
      `${rack}\n  - driver: pseudo-axis\n    axes: { p: { value: samx, moves: { ${mark}zeta: target } } }`,
    ),
    'There is no device zeta. Add it under instruments, or name another.',
  ],
  [
    'a pseudo axis that moves a counter',
    file(
      `${rack}\n  - driver: keithley\n    line: { tcp: 'k:1' }\n    counter: i0\n  - driver: pseudo-axis\n    axes: { p: { value: samx, moves: { ${mark}i0: target } } }`,
    ),
    'i0 is no axis and cannot be moved.',
  ],
  [
    'a pseudo axis of itself',
    file(
      `${rack}\n  - driver: pseudo-axis\n    axes: { p: { value: ${mark}p + samx, moves: { samx: target } } }`,
    ),
    'p is made of itself',
  ],
  [
    'a pseudo axis that moves itself',
    file(
      `${rack}\n  - driver: pseudo-axis\n    axes: { p: { value: samx, moves: { ${mark}p: target } } }`,
    ),
    'p is made of itself',
  ],
  [
    'two counters in a circle',
    file(
      `${rack}\n  - driver: calculated-counter\n    counters: { a: { value: ${mark}b + 1 }, b: { value: a + 1 } }`,
    ),
    'a needs b needs a: a circle',
  ],
];
