import { z } from 'zod';
import type { Problem } from '../../contract/errors.ts';
import type { Devices } from '../device/types.ts';
import { findAxis, inUnit } from './axis.ts';
import type { ScanType } from './define.ts';
import { fieldOf, subjectOf } from './fields.ts';

/** Parameters with their positions as numbers in the units of their axes. */
export interface ReadFields {
  readonly params: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];
}

const Position = z.union([z.number(), z.string()]);

/**
 * Finds the axes that parameters name and converts positions to their units, field by field, so that all mistakes are
 * told at once. What has a problem stays as it was.
 */
export function readFields(
  type: ScanType,
  given: Readonly<Record<string, unknown>>,
  devices: Devices,
): ReadFields {
  const problems: Problem[] = [];
  const units = new Map<string, string>();
  const names = Object.keys(type.params.shape);
  for (const name of names) {
    const value = given[name];
    const isAxis = fieldOf(type.params, name)?.widget === 'axis';
    if (!isAxis || typeof value !== 'string') continue;
    const axis = findAxis(devices, value, ['params', name], problems);
    if (axis) units.set(name, axis.movable.unit);
  }
  const params: Record<string, unknown> = { ...given };
  for (const name of names) {
    const field = fieldOf(type.params, name);
    const unit = units.get(field?.axis ?? '');
    const position = Position.safeParse(given[name]);
    if (unit === undefined || !position.success) continue;
    const subject = subjectOf(type.params, name, given);
    const path = ['params', name];
    const number = inUnit(position.data, unit, subject, path, problems);
    if (number !== null) params[name] = number;
  }
  return { params, problems };
}
