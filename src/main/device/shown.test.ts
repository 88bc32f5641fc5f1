import { describe, expect, it } from 'vitest';
import { DeviceReading } from '../../contract/devices.ts';
import { DeviceDetail } from '../../contract/parameters.ts';
import { detailOf } from './detail.ts';
import { Quantity } from './parameter.ts';
import { shownLimits } from './shown.ts';
import { instantAxis } from './testing/instant.ts';

describe('What a device shows', () => {
  it('has no value, and says why, where a driver let in what is no finite number', () => {
    const samx = instantAxis('samx');
    const position = samx.parameters.get('position');
    if (!(position instanceof Quantity)) throw new Error('It has no position.');
    position.update(Infinity);
    const reading = DeviceReading.parse(samx.reading());
    expect(reading.value).toBeNull();
    expect(reading.message).toMatch(/larger than a number can be/);
    const detail = DeviceDetail.parse(detailOf(samx));
    expect(
      detail.parameters.find(({ name }) => name === 'position')?.value,
    ).toBeNull();
  });

  it('has no limit on a side where a controller told one that is no finite number', () => {
    const position = new Quantity({
      name: 'samx',
      unit: 'mm',
      deviceLimits: () => ({ lower: -Infinity, upper: 5 }),
    });
    expect(shownLimits(position).deviceLimits).toEqual({
      lower: null,
      upper: 5,
    });
  });
});
