import { beforeEach, describe, expect, it } from 'vitest';
import { scanTypes } from '../testing/fake-scans.ts';
import { numberIn } from '../../contract/typed-number.ts';
import {
  carriedOver,
  requestOf,
  shownValues,
  valuesOf,
} from './draft-values.ts';
import { openDraft, sourceOf, useDraft } from './draft.ts';
import { fieldsOf, rowsOf } from './scan-fields.ts';

const [ascan, mesh] = scanTypes;
if (!ascan || !mesh) throw new Error('The fake scan types are gone.');
const isScanLine = (line: string): boolean => line !== '';

beforeEach(() => {
  localStorage.clear();
  useDraft.setState(useDraft.getInitialState(), true);
});

describe('the fields of a scan type', () => {
  it('lie in rows: way, times, ticks, detectors', () => {
    expect(
      rowsOf(fieldsOf(ascan)).map((row) => row.map(({ name }) => name)),
    ).toEqual([
      ['axis'],
      ['from', 'to', 'intervals'],
      ['exposure', 'settle'],
      ['detectors'],
    ]);
    expect(
      rowsOf(fieldsOf(mesh))
        .at(-1)
        ?.map(({ name }) => name),
    ).toEqual(['snake']);
  });

  it('are required only without a default', () => {
    const required = fieldsOf(ascan).filter(({ isRequired }) => isRequired);
    expect(required.map(({ name }) => name)).toEqual(['axis', 'from', 'to']);
  });
});

describe('what is typed as a request', () => {
  it('has numbers for numbers, and leaves words and units for the station to judge', () => {
    const values = {
      axis: ' samx ',
      from: '\u22121',
      to: '0.5 cm',
      intervals: 'forty',
      exposure: '',
    };
    expect(requestOf(ascan, values)).toEqual({
      type: 'ascan',
      params: {
        axis: 'samx',
        from: -1,
        to: '0.5 cm',
        intervals: 'forty',
        detectors: [],
        settle: 0,
      },
    });
  });

  it('sends nothing that the type does not have', () => {
    expect(requestOf(mesh, { from: '1', settle: '3' }).params).toEqual({
      intervals1: 20,
      exposure: 0.1,
      snake: false,
    });
  });

  it('comes back as text a person would type', () => {
    expect(
      valuesOf({
        from: -1,
        exposure: 0.1,
        snake: true,
        detectors: ['i0'],
        x: null,
      }),
    ).toEqual({
      from: '-1',
      exposure: '0.1',
      snake: true,
      detectors: ['i0'],
    });
  });

  it('knows a number when it sees one', () => {
    expect(['1', '-.5', '+2e-3', '1.'].map(numberIn)).toEqual([
      1, -0.5, 0.002, 1,
    ]);
    expect(
      ['', '1,5', 'NaN', 'Infinity', '0x10', '1 mm', '1e'].map(numberIn),
    ).toEqual(Array(7).fill(undefined));
  });

  it('shows the defaults where nothing was typed', () => {
    expect(shownValues(ascan, { from: '3' })).toEqual({
      axis: '',
      from: '3',
      to: '',
      intervals: '20',
      exposure: '0.1',
      detectors: [],
      settle: '0',
    });
  });

  it('keeps axis and range when the type is changed', () => {
    const values = carriedOver({ axis: 'samx', from: '-1', to: '1' }, mesh);
    expect(requestOf(mesh, values).params).toMatchObject({
      axis1: 'samx',
      from1: -1,
      to1: 1,
    });
  });
});

describe('the draft', () => {
  it('asks about the line or the form, whichever was edited last', () => {
    const { setValue, setLine } = useDraft.getState();
    setLine('ascan samx 0 1 20 0.1');
    expect(sourceOf(useDraft.getState(), scanTypes, isScanLine)).toEqual({
      line: 'ascan samx 0 1 20 0.1',
    });
    setValue('from', '2');
    expect(sourceOf(useDraft.getState(), scanTypes, isScanLine)).toHaveProperty(
      'request.params.from',
      2,
    );
  });

  it('lets the line follow the form, but never rewrites a line under the hand', () => {
    useDraft.getState().setValue('from', '2');
    useDraft.getState().follow(null, 'ascan samx 2 3 4 0.1');
    expect(useDraft.getState().line).toBe('ascan samx 2 3 4 0.1');
    useDraft.getState().setLine('ascan  samx 2 3 4 .1');
    useDraft
      .getState()
      .follow({ type: 'ascan', params: { from: 2 } }, 'ascan samx 2 3 4 0.1');
    expect(useDraft.getState().line).toBe('ascan  samx 2 3 4 .1');
  });

  it('lets the form follow a line that can be read, and keeps it while it cannot', () => {
    useDraft.getState().setLine('ascan samx 7');
    useDraft.getState().follow({ type: 'ascan', params: { from: 7 } }, null);
    expect(useDraft.getState().values['from']).toBe('7');
    useDraft.getState().setLine('ascan samx');
    useDraft.getState().follow(null, null);
    expect(useDraft.getState().values['from']).toBe('7');
  });

  it('comes back after a queue item was edited', () => {
    useDraft.getState().setValue('from', '2');
    openDraft({ request: { type: 'mesh', params: { from1: 5 } }, queueId: 3 });
    openDraft({ request: { type: 'mesh', params: { from1: 6 } }, queueId: 4 });
    expect(useDraft.getState()).toMatchObject({
      type: 'mesh',
      queueId: 4,
      values: { from1: '6' },
    });
    useDraft.getState().goBack();
    expect(useDraft.getState()).toMatchObject({
      type: 'ascan',
      queueId: null,
      values: { from: '2' },
    });
  });

  it('comes back step by step when what was opened was changed', () => {
    const open = (from: number): void => {
      openDraft({ request: { type: 'ascan', params: { from } } });
    };
    useDraft.getState().setValue('from', '1');
    open(2);
    useDraft.getState().setValue('from', '2.5');
    open(3);
    open(4);
    const seen = [1, 2].map(() => {
      useDraft.getState().goBack();
      return useDraft.getState().values['from'];
    });
    expect(seen).toEqual(['2.5', '1']);
    expect(useDraft.getState().earlier).toEqual([]);
  });

  it('survives a reload', async () => {
    useDraft.getState().setValue('from', '2');
    const kept = localStorage.getItem('beamtime.draft') ?? '';
    useDraft.setState(useDraft.getInitialState(), true);
    localStorage.setItem('beamtime.draft', kept);
    await useDraft.persist.rehydrate();
    expect(useDraft.getState().values).toEqual({ from: '2' });
  });
});
