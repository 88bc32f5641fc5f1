import { z } from 'zod';
import type { ScanTypeInfo } from '../../contract/scans.ts';
import type { ScanType } from './define.ts';
import { defaultsOf } from './fields.ts';
import { scanTypes } from './types/index.ts';
import { usageOf } from './usage.ts';

export { expectedSeconds, learn } from './measured.ts';
export type { MeasuredTime, MeasuredTimes, TimedRun } from './measured.ts';
export { parseScan } from './parse.ts';
export { buildScan, planScan, secondsOf } from './plan.ts';
export { rootsOf } from './roots.ts';
export type { Scan } from './scan.ts';

/** All scan types as the page needs them to draw forms and complete typed lines. */
export function scanTypeInfos(): ScanTypeInfo[] {
  return scanTypes.map(infoOf);
}

function infoOf(type: ScanType): ScanTypeInfo {
  const schema = z.toJSONSchema(type.params, { io: 'input' });
  return {
    name: type.name,
    title: type.title,
    usage: usageOf(type),
    example: type.example,
    schema: { ...schema },
    defaults: { ...defaultsOf(type.params), ...type.initial },
  };
}
