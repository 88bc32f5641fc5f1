import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { fakePage } from '../testing/wires.ts';
import type { Port } from '../types.ts';
import type { PageBridge } from './electron-frames.ts';
import { acceptElectronPorts, type PageSender } from './electron-main.ts';
import { openElectronPort } from './electron-page.ts';

function host(isAllowed = (_event: { sender: PageSender }) => true) {
  const ipcMain = new EventEmitter();
  const accepted: Port[] = [];
  const refused: number[] = [];
  const ports = acceptElectronPorts<{ sender: PageSender }>({
    ipcMain,
    isAllowed,
    onPort: (port) => accepted.push(port),
    onRefused: ({ sender }) => refused.push(sender.id),
  });
  return { ipcMain, accepted, refused, ports };
}

it('refuses every frame of a sender that is not allowed', async () => {
  const { ipcMain, accepted, refused } = host(({ sender }) => sender.id === 1);
  const foreign = openElectronPort(fakePage(ipcMain, 2).bridge, {
    timeoutMs: 50,
  });
  await expect(foreign).rejects.toMatchObject({ code: 'timeout' });
  expect(accepted).toEqual([]);
  expect(refused).toContain(2);
});

it('ends the port of a page that was loaded again and ignores what it had still sent', async () => {
  const { ipcMain, accepted } = host();
  const { bridge } = fakePage(ipcMain, 1);
  const before = await openElectronPort(bridge);
  const reasons: string[] = [];
  accepted[0]?.onClosed((reason) => reasons.push(reason));
  const after = await openElectronPort(bridge);
  const heard: unknown[] = [];
  accepted[1]?.listen((message) => heard.push(message));
  before.post('from the past');
  after.post('from now');
  await vi.waitFor(() => expect(heard).toEqual(['from now']));
  expect(reasons).toEqual(['The page was loaded again.']);
});

it('ends the port of a page that crashed', async () => {
  const { ipcMain, accepted, ports } = host();
  await openElectronPort(fakePage(ipcMain, 7).bridge);
  const reason = new Promise((resolve) => accepted[0]?.onClosed(resolve));
  ports.pageGone(7, 'The page crashed.');
  expect(await reason).toBe('The page crashed.');
});

it('ignores what is no frame', async () => {
  const { ipcMain, accepted } = host();
  const { bridge } = fakePage(ipcMain, 1);
  for (const frame of [null, 'open', {}, { connection: 5, kind: 'open' }])
    bridge.post(frame);
  await openElectronPort(bridge);
  expect(accepted).toHaveLength(1);
});

it('tells how much a page has not taken, and that it caught up', async () => {
  const { ipcMain, accepted } = host();
  const page = await openElectronPort(fakePage(ipcMain, 1).bridge);
  const heard: unknown[] = [];
  page.listen((message) => heard.push(message));
  for (let i = 0; i < 320; i += 1) accepted[0]?.post(i);
  expect(accepted[0]?.bufferedBytes()).toBeGreaterThan(1e6);
  await vi.waitFor(() => expect(heard).toHaveLength(320));
  await vi.waitFor(() => expect(accepted[0]?.bufferedBytes()).toBe(0));
});

it('takes no nonsense for what a page has taken', async () => {
  const { ipcMain, accepted } = host();
  const { bridge } = fakePage(ipcMain, 1);
  const posted: unknown[] = [];
  const spied: PageBridge = {
    ...bridge,
    post(frame) {
      posted.push(frame);
      bridge.post(frame);
    },
  };
  await openElectronPort(spied);
  accepted[0]?.post('x');
  const [open] = posted;
  const connection: unknown =
    typeof open === 'object' && open ? Reflect.get(open, 'connection') : '';
  for (const body of [NaN, -5, 1e9, 'many', null]) {
    bridge.post({ connection, kind: 'taken', body });
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(accepted[0]?.bufferedBytes()).toBe(16_000);
});
