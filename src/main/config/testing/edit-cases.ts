import type { BeamlineEdit } from '../../../contract/beamline.ts';

/** Comments in every place where one can be, and layout of all kinds. */
export const commented = `# Before everything
name:   Test     # the name, with blanks

# Before the header
header: # of the window
  # inside of the header
  shutter: "i0"   # quoted

instruments: # all of them

  # The rack: two lines
  # of comment
  - driver: icepap   # the driver
    # before the line
    line: { tcp: 'rack1:5000' }  # the line
    axes: # by name
      # before samx
      samx: { address: 1,   limits: [-2,  4.5] } # flow
      samy: # block
        address: 2 # of samy
        # between
        velocity: 2.50   # mm/s

        unit: 'mm'
        # at the end of samy
    # at the end of the rack

  # A counter
  -   driver: keithley
      line: {tcp: "k:1"} # no blanks
      counter: i0
      scale: 1.0e+12 # keep the plus

  # Made of others
  - driver: pseudo-axis
    axes:
      sum: # of two
        value: samx + samy # formula
        moves: { samx: target - samy } # where to
      twice: { value: 2 * samx, moves: { samx: target / 2 } }
  - { driver: calculated-counter, counters: { r: { value: '{i0} / 2' } } } # one line

# After everything
`;

/** What is edited, how, and the lines that go and come in `commented`. */
export const editCases: readonly (readonly [string, BeamlineEdit, string[]])[] =
  [
    [
      'a number in a line',
      {
        kind: 'set',
        instrument: 'samx',
        changes: [{ path: ['axes', 'samy', 'velocity'], value: 3 }],
      },
      ['-        velocity: 2.50   # mm/s', '+        velocity: 3   # mm/s'],
    ],
    [
      'a value in braces, quotes kept',
      {
        kind: 'set',
        instrument: 'i0',
        changes: [{ path: ['line', 'tcp'], value: 'k2:1' }],
      },
      [
        '-      line: {tcp: "k:1"} # no blanks',
        '+      line: {tcp: "k2:1"} # no blanks',
      ],
    ],
    [
      'limits',
      {
        kind: 'set',
        instrument: 'samx',
        changes: [{ path: ['axes', 'samx', 'limits'], value: [-3, null] }],
      },
      [
        '-      samx: { address: 1,   limits: [-2,  4.5] } # flow',
        '+      samx: { address: 1,   limits: [-3, null] } # flow',
      ],
    ],
    [
      'a new key in lines',
      {
        kind: 'set',
        instrument: 'samx',
        changes: [{ path: ['axes', 'samy', 'group'], value: 'Stage: y' }],
      },
      ["+        group: 'Stage: y'"],
    ],
    [
      'a new key in braces',
      {
        kind: 'set',
        instrument: 'samx',
        changes: [{ path: ['axes', 'samx', 'unit'], value: 'um' }],
      },
      [
        '-      samx: { address: 1,   limits: [-2,  4.5] } # flow',
        '+      samx: { address: 1,   limits: [-2,  4.5], unit: um } # flow',
      ],
    ],
    [
      'a new axis',
      {
        kind: 'set',
        instrument: 'samx',
        changes: [{ path: ['axes', 'samz'], value: { address: 3 } }],
      },
      ['+      samz: { address: 3 }'],
    ],
    [
      'a key that goes',
      { kind: 'set', instrument: 'i0', changes: [{ path: ['scale'] }] },
      ['-      scale: 1.0e+12 # keep the plus'],
    ],
    [
      'a key that goes from braces',
      {
        kind: 'set',
        instrument: 'samx',
        changes: [{ path: ['axes', 'samx', 'limits'] }],
      },
      [
        '-      samx: { address: 1,   limits: [-2,  4.5] } # flow',
        '+      samx: { address: 1 } # flow',
      ],
    ],
    [
      'a whole axis: only what is different in it',
      {
        kind: 'set',
        instrument: 'samx',
        changes: [
          {
            path: ['axes', 'samy'],
            value: { address: 2, velocity: 2.5, step: 1 },
          },
        ],
      },
      ["-        unit: 'mm'", '+        step: 1'],
    ],
    [
      'an instrument that is disabled',
      { kind: 'disable', instrument: 'i0' },
      ['+      disabled: true'],
    ],
    [
      'an axis that is disabled',
      { kind: 'disable', instrument: 0, device: 'samx' },
      [
        '-      samx: { address: 1,   limits: [-2,  4.5] } # flow',
        '+      samx: { address: 1,   limits: [-2,  4.5], disabled: true } # flow',
      ],
    ],
    [
      'a name of an instrument',
      { kind: 'rename', instrument: 'samx', name: 'Rack 1' },
      ['+    name: Rack 1'],
    ],
    [
      'an instrument that goes, with the comments inside of it',
      { kind: 'remove', instrument: 'sum' },
      [
        '-  - driver: pseudo-axis',
        '-    axes:',
        '-      sum: # of two',
        '-        value: samx + samy # formula',
        '-        moves: { samx: target - samy } # where to',
        '-      twice: { value: 2 * samx, moves: { samx: target / 2 } }',
      ],
    ],
    [
      'an axis that goes',
      { kind: 'remove', instrument: 'sum', device: 'sum' },
      [
        '-      sum: # of two',
        '-        value: samx + samy # formula',
        '-        moves: { samx: target - samy } # where to',
      ],
    ],
    [
      'an instrument in one line that goes',
      { kind: 'remove', instrument: 'r' },
      [
        "-  - { driver: calculated-counter, counters: { r: { value: '{i0} / 2' } } } # one line",
      ],
    ],
    [
      'an instrument that comes',
      {
        kind: 'add',
        after: 'i0',
        entry: {
          driver: 'icepap',
          line: { tcp: 'rack2:5000' },
          axes: { tth: { address: 11, limits: [null, 90] } },
        },
      },
      [
        '+  - driver: icepap',
        "+    line: { tcp: 'rack2:5000' }",
        '+    axes:',
        '+      tth: { address: 11, limits: [null, 90] }',
        '+',
      ],
    ],
    [
      'an instrument that comes last',
      {
        kind: 'add',
        entry: { driver: 'keithley', line: { tcp: 'k:3' }, counter: 'i3' },
      },
      [
        '+  - driver: keithley',
        "+    line: { tcp: 'k:3' }",
        '+    counter: i3',
      ],
    ],
    [
      'a copy under another name',
      {
        kind: 'duplicate',
        instrument: 'i0',
        devices: { i0: 'i1' },
        changes: [{ path: ['line', 'tcp'], value: 'k:2' }],
      },
      [
        '+  -   driver: keithley',
        '+      line: {tcp: "k:2"} # no blanks',
        '+      counter: i1',
        '+      scale: 1.0e+12 # keep the plus',
        '+',
      ],
    ],
    [
      'a device with another name, wherever it is named',
      { kind: 'rename-device', device: 'samx', name: 'stage.x' },
      [
        '-      samx: { address: 1,   limits: [-2,  4.5] } # flow',
        '+      stage.x: { address: 1,   limits: [-2,  4.5] } # flow',
        '-        value: samx + samy # formula',
        '-        moves: { samx: target - samy } # where to',
        '-      twice: { value: 2 * samx, moves: { samx: target / 2 } }',
        "+        value: '{stage.x} + samy' # formula",
        '+        moves: { stage.x: target - samy } # where to',
        "+      twice: { value: '2 * {stage.x}', moves: { stage.x: target / 2 } }",
      ],
    ],
    [
      'a counter with another name',
      { kind: 'rename-device', device: 'i0', name: 'mon' },
      [
        '-  shutter: "i0"   # quoted',
        '+  shutter: "mon"   # quoted',
        '-      counter: i0',
        '+      counter: mon',
        "-  - { driver: calculated-counter, counters: { r: { value: '{i0} / 2' } } } # one line",
        "+  - { driver: calculated-counter, counters: { r: { value: 'mon / 2' } } } # one line",
      ],
    ],
  ];
