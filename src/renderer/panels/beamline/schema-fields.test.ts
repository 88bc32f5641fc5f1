import { expect, it } from 'vitest';
import { fieldsOfSchema } from './schema-fields.ts';

const axis = {
  type: 'object',
  properties: {
    unit: { type: 'string', default: 'mm', description: 'Unit of the axis.' },
    address: { type: 'integer' },
    limits: {
      type: 'array',
      default: [null, null],
      items: [{ type: ['number', 'null'] }, { type: ['number', 'null'] }],
    },
    sign: { anyOf: [{ const: 1 }, { const: -1 }], default: 1 },
    encoder: { type: 'boolean', default: false },
    home: { type: 'string', enum: ['positive', 'negative'] },
  },
  required: ['address'],
};

it('required keys come first, and what counts when a key is left out is known', () => {
  const fields = fieldsOfSchema(axis);
  expect(fields.map(({ name }) => name)).toEqual([
    'address',
    'unit',
    'limits',
    'sign',
    'encoder',
    'home',
  ]);
  expect(fields[0]).toMatchObject({ kind: 'number', isRequired: true });
  expect(fields[1]).toMatchObject({
    kind: 'text',
    standard: 'mm',
    description: 'Unit of the axis.',
    isRequired: false,
  });
});

it('what has a closed list of values is chosen, with its own type', () => {
  const [, , limits, sign, encoder, home] = fieldsOfSchema(axis);
  expect(limits).toMatchObject({ kind: 'range', isOpen: true });
  expect(sign).toMatchObject({ kind: 'choice', options: [1, -1] });
  expect(encoder).toMatchObject({ kind: 'choice', options: [true, false] });
  expect(home).toMatchObject({ options: ['positive', 'negative'] });
});

it('a table by name has the fields of its entries, and what has no other form is free', () => {
  const [axes, source, moves, connect, range] = fieldsOfSchema({
    properties: {
      axes: { type: 'object', additionalProperties: axis },
      source: axis,
      moves: { type: 'object', additionalProperties: { type: 'string' } },
      connect: { type: 'array', items: { type: 'string' } },
      range: { anyOf: [{ const: 'auto' }, { type: 'number' }] },
    },
  });
  expect(axes).toMatchObject({ kind: 'entries' });
  expect(axes?.kind === 'entries' && axes.fields).toHaveLength(6);
  expect(source).toMatchObject({ kind: 'group' });
  expect(moves).toMatchObject({ kind: 'pairs' });
  expect(connect).toMatchObject({ kind: 'list', isText: true });
  expect(range).toMatchObject({ kind: 'free' });
});
