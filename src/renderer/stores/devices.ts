import { useCallback, useSyncExternalStore } from 'react';
import type { DeviceReading, DeviceState } from '../../contract/devices.ts';
import { oncePerFrame } from './frame.ts';

/*
 * Readings live outside React: they arrive at any rate, and only the rows that show a changed
 * device redraw, once per frame.
 */
const states = new Map<string, DeviceState>();
const listeners = new Map<string, Set<() => void>>();
const listListeners = new Set<() => void>();
const changed = new Set<string>();
let list: readonly DeviceState[] = [];

const flush = oncePerFrame(() => {
  const names = [...changed];
  changed.clear();
  for (const name of names) {
    for (const listener of listeners.get(name) ?? []) {
      listener();
    }
  }
});

/** Takes all devices, of a snapshot or after some came and went: the list, in the beamline's order, and every reading. */
export function replaceDevices(devices: readonly DeviceState[]): void {
  states.clear();
  for (const device of devices) {
    states.set(device.name, device);
  }
  list = devices;
  for (const listener of listListeners) {
    listener();
  }
  for (const name of listeners.keys()) {
    changed.add(name);
  }
  flush();
}

/** Takes changed readings; one of an unknown device is left out. */
export function applyReadings(readings: readonly DeviceReading[]): void {
  for (const reading of readings) {
    const state = states.get(reading.name);
    if (state) {
      states.set(reading.name, { ...state, ...reading });
      changed.add(reading.name);
    }
  }
  flush();
}

/** What is known of a device now; undefined = there is none of this name. */
export function deviceState(name: string): DeviceState | undefined {
  return states.get(name);
}

/** Calls when a device changed, at most once per frame. Answers with the way to stop. */
export function onDevice(name: string, listener: () => void): () => void {
  const own = listeners.get(name) ?? new Set();
  listeners.set(name, own.add(listener));
  return () => {
    own.delete(listener);
    if (own.size === 0 && listeners.get(name) === own) {
      listeners.delete(name);
    }
  };
}

/** One device, redrawn when it changes; undefined while there is none of this name. */
export function useDevice(name: string | null): DeviceState | undefined {
  const subscribe = useCallback(
    (listener: () => void) =>
      name === null ? () => {} : onDevice(name, listener),
    [name],
  );
  return useSyncExternalStore(subscribe, () =>
    name === null ? undefined : states.get(name),
  );
}

/** All devices as they were when the list last changed, in the beamline's order: for lists and menus. Readings in it are old. */
export function useDeviceList(): readonly DeviceState[] {
  return useSyncExternalStore(subscribeList, () => list);
}

function subscribeList(listener: () => void): () => void {
  listListeners.add(listener);
  return () => listListeners.delete(listener);
}
