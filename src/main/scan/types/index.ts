import type { ScanType } from '../define.ts';
import { a2scan } from './a2scan.ts';
import { ascan } from './ascan.ts';
import { ct } from './ct.ts';
import { dscan } from './dscan.ts';
import { loopscan } from './loopscan.ts';
import { mesh } from './mesh.ts';

/** All scan types, in the order the page offers them. */
export const scanTypes = [
  ascan,
  dscan,
  a2scan,
  mesh,
  loopscan,
  ct,
] satisfies readonly ScanType[];
