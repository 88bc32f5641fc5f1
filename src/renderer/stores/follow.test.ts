import { act } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { activeRun, axis, run } from '../testing/fake-data.ts';
import { fakeStation } from '../testing/fake-station.ts';
import { connectTo, settle, tidyUp } from '../testing/render.tsx';
import { ask } from './call.ts';
import { useConnection } from './connection.ts';
import { deviceState, onDevice } from './devices.ts';
import { sessionId } from './session.ts';
import { isInControl, useStation } from './station.ts';

afterEach(tidyUp);

it('fills the stores from the first snapshot and is in control if the station says so', async () => {
  await connectTo(fakeStation());
  expect(useStation.getState().station?.name).toBe('Demo beamline');
  expect(deviceState('samx')?.value).toBe(0.35);
  expect(useConnection.getState().status).toBe('connected');
  expect(isInControl()).toBe(true);
});

it('keeps its session over a reload, so that control stays with it', () => {
  const before = sessionId();
  expect(sessionId()).toBe(before);
  expect(before.length).toBeGreaterThanOrEqual(8);
});

it('takes readings as they are announced and tells only those who look at the device', async () => {
  const station = fakeStation();
  await connectTo(station);
  await settle();
  const samx = vi.fn();
  const samy = vi.fn();
  onDevice('samx', samx);
  onDevice('samy', samy);
  station.emit('devices.changed', [axis('samx', { value: 1 })]);
  station.emit('devices.changed', [
    axis('samx', { value: 2, status: 'moving' }),
  ]);
  await settle();
  expect(deviceState('samx')).toMatchObject({ value: 2, status: 'moving' });
  expect(samx).toHaveBeenCalledTimes(1);
  expect(samy).not.toHaveBeenCalled();
});

it('moves a run to the history when it ends', async () => {
  const station = fakeStation();
  await connectTo(station);
  station.emit('runs.changed', activeRun(1));
  await settle();
  expect(useStation.getState()).toMatchObject({
    run: { number: 1 },
    history: [],
  });
  station.emit('runs.changed', run(1));
  await settle();
  expect(useStation.getState().history.map(({ number }) => number)).toEqual([
    1,
  ]);
});

it('says that the connection is lost, refuses calls in words, and keeps what it knew', async () => {
  const station = fakeStation();
  await connectTo(station);
  act(() => station.cut());
  await settle();
  expect(useConnection.getState().status).toBe('lost');
  expect(useStation.getState().station?.name).toBe('Demo beamline');
  await expect(ask('queue.start')).rejects.toMatchObject({
    code: 'port-closed',
  });
});

it('is up to date again after it connected again', async () => {
  const station = fakeStation();
  await connectTo(station);
  act(() => station.cut());
  await settle();
  station.state = {
    ...station.state,
    experiment: { ...station.state.experiment, sample: 'Si' },
  };
  await connectTo(station);
  expect(useStation.getState().experiment?.sample).toBe('Si');
  expect(useConnection.getState().status).toBe('connected');
});
