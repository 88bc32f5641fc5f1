import { describe, expect, it } from 'vitest';
import type { ScanRequest } from '../../contract/scans.ts';
import { buildScan, parseScan, scanTypeInfos } from './index.ts';
import { lineOf } from './line.ts';
import { findType } from './parse.ts';
import { testBeamline } from './testing/beamline.ts';

function line(request: ScanRequest): string {
  const type = findType(request.type);
  return type ? lineOf(type, request) : '';
}

describe('A typed line', () => {
  it('is the same value as the form', () => {
    expect(parseScan({ line: 'ascan samx 0 1 20 0.1' })).toEqual({
      type: 'ascan',
      params: {
        axis: 'samx',
        from: 0,
        to: 1,
        intervals: 20,
        exposure: 0.1,
        detectors: [],
        settle: 0,
      },
    });
  });

  it.each([
    'ascan samx 0 1 20 0.1',
    'ascan samx -0.1 1e-7 1 0 detectors=i0,i1 settle=0.25',
    'dscan samx -0.5 0.5 20 0.1',
    'a2scan theta 5 10 samx 1 2 50 0.1 detectors=i1/i0',
    'mesh samx -1 1 20 samy -1 1 20 0.1 snake',
    'mesh samx -1 1 20 samy -1 1 20 0.1',
    'ascan samx 0.5cm 12um 20 0.1',
    'loopscan 100 0.1',
    'ct 1',
  ])('%s comes back as it was', (text) => {
    const request = parseScan({ line: text });
    expect(line(request)).toBe(text);
    expect(parseScan({ line: line(request) })).toEqual(request);
    expect(parseScan({ request })).toEqual(request);
  });

  it.each([
    ['ascan samx \u22121 \u22120.5 20 0.1', 'ascan samx -1 -0.5 20 0.1'],
    ['  ascan   samx 0 1 20 0.1  ', 'ascan samx 0 1 20 0.1'],
    ['ascan samx 0 1 2e1 100ms', 'ascan samx 0 1 20 0.1'],
    ['ascan samx +0.50 -0 20 .1', 'ascan samx 0.5 0 20 0.1'],
    [
      'ascan settle=0 detectors=i0, samx 0 1 20 0.1',
      'ascan samx 0 1 20 0.1 detectors=i0',
    ],
    [
      'mesh samx 0 1 2 snake samy 0 1 2 0.1',
      'mesh samx 0 1 2 samy 0 1 2 0.1 snake',
    ],
    [
      'mesh samx 0 1 2 samy 0 1 2 0.1 snake=no',
      'mesh samx 0 1 2 samy 0 1 2 0.1',
    ],
    [
      'mesh samx 0 1 2 samy 0 1 2 0.1 snake=Yes',
      'mesh samx 0 1 2 samy 0 1 2 0.1 snake',
    ],
  ])('%s is understood as %s', (typed, canonical) => {
    expect(line(parseScan({ line: typed }))).toBe(canonical);
  });

  it.each([
    ['ascan samx 0,5 1,25mm 20 0,1', 'ascan samx 0.5 1.25mm 20 0.1'],
    ['ct 0,5 detectors=i0,i1', 'ct 0.5 detectors=i0,i1'],
  ])('%s has decimal commas, as a field may: %s', (typed, canonical) => {
    expect(line(parseScan({ line: typed }))).toBe(canonical);
  });

  it('and a form with text in its fields give the same scan', () => {
    const typed = parseScan({ line: 'ascan samx 0.5cm 1 20 0.1 detectors=i0' });
    const form = parseScan({
      request: {
        type: 'ascan',
        params: {
          axis: 'samx',
          from: ' 0.5 cm',
          to: '1',
          intervals: '20',
          exposure: '0.1 s',
          detectors: ['i0'],
        },
      },
    });
    expect(form).toEqual(typed);
  });

  it('has its units converted when the axes are known', () => {
    const scan = buildScan(
      parseScan({ line: 'ascan samx 0.1cm 2000um 4 0.1' }),
      testBeamline(),
    );
    expect(scan.line).toBe('ascan samx 1 2 4 0.1');
    expect(scan.request.params).toMatchObject({ from: 1, to: 2 });
  });
});

describe('Every scan type', () => {
  it.each(scanTypeInfos())(
    '$name: its example is a scan, and it has all the page needs',
    (info) => {
      const request = parseScan({ line: info.example });
      expect(request.type).toBe(info.name);
      expect(line(request)).toBe(info.example);
      expect(info.usage.startsWith(info.name)).toBe(true);
      expect(info.defaults).toMatchObject({ detectors: [], settle: 0 });
      const { properties } = info.schema;
      for (const property of Object.values(properties ?? {})) {
        expect(property).toHaveProperty('title');
        expect(property).toHaveProperty('widget');
      }
    },
  );

  it('keeps its fields in the order in which they are typed', () => {
    const mesh = scanTypeInfos().find((info) => info.name === 'mesh');
    expect(Object.keys(mesh?.schema['properties'] ?? {}).join(' ')).toBe(
      'axis1 from1 to1 intervals1 axis2 from2 to2 intervals2 exposure snake detectors settle',
    );
    expect(mesh?.usage).toBe(
      'mesh <axis1> <from1> <to1> <intervals1> <axis2> <from2> <to2> <intervals2> <exposure> [snake] [detectors=...] [settle=...]',
    );
  });

  it('names the axis whose unit a position has', () => {
    const ascan = scanTypeInfos().find((info) => info.name === 'ascan');
    expect(ascan?.schema['properties']).toMatchObject({
      from: { widget: 'position', axis: 'axis', title: 'From' },
    });
  });
});
