import { describe, expect, it } from 'vitest';
import type { ScanTypeInfo } from '../../contract/scans.ts';
import {
  complete,
  completions,
  isUnfinished,
  readMove,
  usageWords,
} from './line-words.ts';

const types: readonly ScanTypeInfo[] = ['ascan', 'dscan'].map((name) => ({
  name,
  title: name,
  usage: `${name} <axis> <from> <to> <intervals> <exposure> [settle=...]`,
  example: '',
  schema: {},
  defaults: {},
}));
const axes = ['samx', 'samy', 'theta'];

describe('the typed line', () => {
  it('knows a movement from a scan, finished or not', () => {
    expect(readMove('mv samx 0.5 cm')).toEqual({
      verb: 'mv',
      name: 'samx',
      value: '0.5 cm',
    });
    expect(readMove(' mvr ')).toEqual({ verb: 'mvr', name: '', value: '' });
    expect(readMove('ascan samx 0 1 20 0.1')).toBeNull();
    expect(readMove('mvsamx 1')).toBeNull();
  });

  it('marks the argument that is being typed', () => {
    const present = (line: string): string | undefined =>
      usageWords(line, types)?.find(({ isPresent }) => isPresent)?.text;
    expect(present('ascan ')).toBe('<axis>');
    expect(present('ascan samx')).toBe('<axis>');
    expect(present('ascan samx ')).toBe('<from>');
    expect(present('ascan samx 0 1 20 0.1 x y')).toBe('[settle=...]');
    expect(present('mvr samx ')).toBe('<step>');
    expect(usageWords('nonsense 1', types)).toBeNull();
  });

  it('knows when arguments are still to come', () => {
    const lines = [
      'ascan samx',
      'ascan samx 0 1 20 ',
      'ascan samx 0 1 20 0.1 s',
      'nonsense',
    ];
    expect(lines.map((line) => isUnfinished(usageWords(line, types)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('completes commands, and axes where one is wanted', () => {
    expect(completions('', types, axes)).toEqual([
      'ascan',
      'dscan',
      'mv',
      'mvr',
    ]);
    expect(completions('d', types, axes)).toEqual(['dscan']);
    expect(completions('ascan sa', types, axes)).toEqual(['samx', 'samy']);
    expect(completions('ascan samx ', types, axes)).toEqual([]);
    expect(completions('mv t', types, axes)).toEqual(['theta']);
  });

  it('puts a completion in the place of the word that was begun', () => {
    expect(complete('ascan sa', 'samy')).toBe('ascan samy ');
    expect(complete('ascan ', 'samy')).toBe('ascan samy ');
    expect(complete('d', 'dscan')).toBe('dscan ');
  });
});
