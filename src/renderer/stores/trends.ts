import type { DeviceDetail } from '../../contract/parameters.ts';

/** Older values are forgotten, ms. */
const keptMs = 15 * 60_000;
/** A value told after a longer rest than this had been the old one until just before, ms. */
const restMs = 1000;
const stepMs = 50;

interface Trend {
  /** When each value came here, ms since the epoch by this page's clock. */
  readonly times: number[];
  /** NaN = not known from then on. */
  readonly values: number[];
}

/*
 * Values come several times a second for as long as somebody looks at a device: they live outside React, and only the
 * plot that shows one is told.
 */
const trends = new Map<string, Trend>();
const listeners = new Map<string, Set<() => void>>();

/** Takes every number of these devices. */
export function recordTrends(
  details: readonly DeviceDetail[],
  now = Date.now(),
): void {
  for (const { name, parameters } of details) {
    for (const parameter of parameters) {
      if (parameter.kind !== 'quantity') continue;
      const { value, isStale } = parameter;
      add(
        keyOf(name, parameter.name),
        typeof value === 'number' && !isStale ? value : NaN,
        now,
      );
    }
  }
}

/** Nobody looks at the device any more: what comes later does not belong to what is known. */
export function interruptTrends(device: string, now = Date.now()): void {
  const start = keyOf(device, '');
  for (const key of trends.keys()) {
    if (key.startsWith(start)) add(key, NaN, now);
  }
}

/** Seconds before now and the values at them; the last value lasts until now. */
export function trendOf(
  device: string,
  parameter: string,
  now = Date.now(),
): { readonly x: Float64Array; readonly y: Float64Array } {
  const { times, values } = trends.get(keyOf(device, parameter)) ?? {
    times: [],
    values: [],
  };
  const last = values.at(-1);
  return {
    x: Float64Array.from(
      [...times, ...(last === undefined ? [] : [now])],
      (time) => Math.min(0, (time - now) / 1000),
    ),
    y: Float64Array.from([...values, ...(last === undefined ? [] : [last])]),
  };
}

/** Calls when a value of it came. Answers with the way to stop. */
export function onTrend(
  device: string,
  parameter: string,
  listener: () => void,
): () => void {
  const key = keyOf(device, parameter);
  const own = listeners.get(key) ?? new Set();
  listeners.set(key, own.add(listener));
  return () => {
    own.delete(listener);
    if (own.size === 0 && listeners.get(key) === own) listeners.delete(key);
  };
}

/** Forgets everything; tests begin with it. */
export function clearTrends(): void {
  trends.clear();
}

function add(key: string, value: number, now: number): void {
  const trend = trends.get(key) ?? { times: [], values: [] };
  trends.set(key, trend);
  const { times, values } = trend;
  const [time, before] = [times.at(-1), values.at(-1)];
  if (Object.is(before, value)) return;
  if (time !== undefined && before !== undefined && now - time > restMs) {
    times.push(now - stepMs);
    values.push(before);
  }
  times.push(now);
  values.push(value);
  forgetBefore(trend, now - keptMs);
  for (const listener of listeners.get(key) ?? []) listener();
}

/** The last value before that time stays: it was the value then. */
function forgetBefore({ times, values }: Trend, time: number): void {
  const first = times.findIndex((one) => one >= time);
  if (first > 1) {
    times.splice(0, first - 1);
    values.splice(0, first - 1);
  }
}

function keyOf(device: string, parameter: string): string {
  return `${device} ${parameter}`;
}
