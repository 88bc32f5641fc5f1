import { describe, expect, it } from 'vitest';
import { Listeners } from '../base/listeners.ts';
import { isOurPage, pathInPage } from './address.ts';
import { desktopOptions } from './arguments.ts';
import { keepAwakeDuringRuns } from './desk.ts';
import { menuTemplate } from './menu.ts';

describe('a sender', () => {
  const ours = {};
  const senderFrame = { url: 'beamtime://page/', parent: null };

  it('is listened to when it is the main frame of our window with our page', () => {
    expect(isOurPage({ sender: ours, senderFrame }, ours)).toBe(true);
  });

  it.each([
    ['another window', { sender: {}, senderFrame }],
    [
      'a frame within the page',
      { sender: ours, senderFrame: { ...senderFrame, parent: senderFrame } },
    ],
    ['a frame that is gone', { sender: ours, senderFrame: null }],
  ])('is refused when it is %s', (_what, event) => {
    expect(isOurPage(event, ours)).toBe(false);
  });

  it.each([
    'https://evil.example/',
    'beamtime://other/',
    'file:///etc/passwd',
    'beamtime://page.evil/',
  ])('is refused when our window shows %s', (url) => {
    expect(
      isOurPage({ sender: ours, senderFrame: { url, parent: null } }, ours),
    ).toBe(false);
  });

  it('is refused when its frame is disposed of while it is asked', () => {
    const disposed = {
      parent: null,
      get url(): string {
        throw new Error(
          'Render frame was disposed before WebFrameMain could be accessed',
        );
      },
    };
    expect(isOurPage({ sender: ours, senderFrame: disposed }, ours)).toBe(
      false,
    );
  });

  it('is refused while there is no window', () => {
    expect(isOurPage({ sender: ours, senderFrame }, undefined)).toBe(false);
  });
});

it('serves the host page of its scheme and no other', () => {
  expect(pathInPage('beamtime://page/assets/a.js?x=1')).toBe('/assets/a.js');
  expect(pathInPage('beamtime://other/index.html')).toBeUndefined();
  expect(pathInPage('https://page/index.html')).toBeUndefined();
});

describe('options', () => {
  it('take a free port and a secret token unless told otherwise', () => {
    const first = desktopOptions([]);
    expect(first.port).toBe(0);
    expect(first.token).toMatch(/^[\w-]{32}$/);
    expect(desktopOptions([]).token).not.toBe(first.token);
  });

  it('keep a port and a token that were asked for', () => {
    const options = desktopOptions(['--port', '4281', '--token=open sesame']);
    expect(options).toMatchObject({ port: 4281, token: 'open sesame' });
  });

  it("leave Chromium's own switches to Chromium, and refuse what nobody knows", () => {
    const switches = [
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
    ];
    expect(desktopOptions(switches).port).toBe(0);
    expect(() => desktopOptions(['--beamlime', 'x'])).toThrow(
      '--beamline FILE',
    );
  });
});

it('keeps the machine awake while a run is active, and no longer', () => {
  const story: string[] = [];
  const active = new Listeners<boolean>();
  const stop = keepAwakeDuringRuns(
    {
      isRunActive: () => false,
      onRunActive: (listener) => active.add(listener),
    },
    {
      start: () => story.push('awake'),
      stop: (id) => story.push(`sleep ${id}`),
    },
  );
  active.emit(true);
  active.emit(true);
  active.emit(false);
  active.emit(true);
  stop();
  active.emit(true);
  expect(story).toEqual(['awake', 'sleep 1', 'awake', 'sleep 3']);
});

it('has a menu for what Electron does not do by itself', () => {
  const done: string[] = [];
  const menu = menuTemplate({
    stopAll: () => done.push('stop all'),
    quit: () => done.push('quit'),
    about: () => done.push('about'),
  });
  for (const { submenu } of menu) {
    if (!Array.isArray(submenu)) continue;
    for (const { click } of submenu)
      if (click) Reflect.apply(click, undefined, []);
  }
  expect(done).toEqual(['quit', 'stop all', 'about']);
});

it('has a menu with the name of the program on a Mac only', () => {
  const nothing = () => undefined;
  const actions = { stopAll: nothing, quit: nothing, about: nothing };
  expect(menuTemplate(actions, 'darwin')[0]).toEqual({ role: 'appMenu' });
  expect(menuTemplate(actions, 'linux')[0]?.label).toBe('&File');
});
