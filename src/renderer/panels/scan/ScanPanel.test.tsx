import {
  act,
  configure,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { openDraft, useDraft } from '../../stores/draft.ts';
import { usePlan } from '../../stores/plan.ts';
import { activeRun } from '../../testing/fake-data.ts';
import { checkScan, scanTypes } from '../../testing/fake-scans.ts';
import type {
  FakeStation,
  FakeStationOptions,
} from '../../testing/fake-station.ts';
import { renderWithStation, settle, tidyUp } from '../../testing/render.tsx';
import ScanPanel from './ScanPanel.tsx';

configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  tidyUp();
  useDraft.setState(useDraft.getInitialState(), true);
  usePlan.setState(usePlan.getInitialState(), true);
});

it('turns the form into a checked scan and a typed line', async () => {
  await draw();
  fill({ From: '-1', To: '1', Intervals: '40' });
  await waitFor(() => {
    expect(typedLine().value).toBe('ascan samx -1 1 40 0.1');
  });
  expect(screen.getByText(/41 points · 12 s · ends/)).toBeTruthy();
  expect(screen.getByText(/LaB6_a_0002\.h5 · #2/)).toBeTruthy();
});

it('reads a comma as the decimal mark, and shows the number it understood', async () => {
  await draw();
  fill({ From: '-1,5', To: '1,25', Intervals: '40' });
  await waitFor(() => {
    expect(typedLine().value).toBe('ascan samx -1.5 1.25 40 0.1');
  });
  expect(field('From').value).toBe('-1,5');
  fireEvent.blur(field('From'));
  await waitFor(() => {
    expect(field('From').value).toBe('-1.5');
  });
});

it('starts one run when Run now is clicked twice in a row', async () => {
  const station = await draw();
  await ready();
  fireEvent.click(button('Run now'));
  fireEvent.click(button('Run now'));
  await settle();
  expect(callsOf(station, 'runs.start')).toHaveLength(1);
});

it('turns a typed line into the form', async () => {
  await draw();
  fireEvent.change(typedLine(), { target: { value: 'ascan samx 0 2 10 0.5' } });
  await waitFor(() => {
    expect(field('To').value).toBe('2');
  });
  expect(field('Intervals').value).toBe('10');
  expect(typedLine().value).toBe('ascan samx 0 2 10 0.5');
});

it('says what is wrong at the field, in the words of the station', async () => {
  await draw();
  fill({ From: '-1', To: '9', Intervals: 'forty' });
  await waitFor(() => {
    expect(described(field('Intervals'))).toBe('"forty" is not a number.');
  });
  expect(described(field('To'))).toContain('beyond its upper limit 4.500 mm');
  expect(field('From').getAttribute('aria-invalid')).not.toBe('true');
  expect(button('Run now').disabled).toBe(true);
});

it('is quiet about fields that nobody filled in', async () => {
  await draw({}, {});
  await waitFor(() => {
    expect(usePlan.getState().plan?.problems).not.toEqual([]);
  });
  expect(screen.queryByRole('alert')).toBeNull();
  expect(button('Run now').disabled).toBe(true);
});

it('runs the scan, and puts it into the queue', async () => {
  const station = await draw();
  await ready();
  fireEvent.click(button('Run now'));
  fireEvent.click(button('Add to queue'));
  await settle();
  const request = {
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
  };
  expect(callsOf(station, 'runs.start')).toEqual([{ request }]);
  expect(callsOf(station, 'queue.add')).toEqual([{ scan: { request } }]);
});

it('takes scans only into the queue while a run is under way', async () => {
  await draw({ state: { run: activeRun(128) } });
  await ready();
  expect(button('Run now').disabled).toBe(true);
  expect(button('Add to queue').disabled).toBe(false);
});

it('saves an edited queue item in its place, and gives the draft before back', async () => {
  const station = await draw();
  await ready();
  const params = { axis: 'samx', from: 3, to: 4, intervals: 5, exposure: 1 };
  act(() => {
    openDraft({ request: { type: 'ascan', params }, queueId: 7 });
  });
  expect(screen.getByRole('status').textContent).toContain(
    'Editing queue item',
  );
  await waitFor(() => {
    expect(typedLine().value).toBe('ascan samx 3 4 5 1');
  });
  fireEvent.click(button('Save in queue'));
  await settle();
  expect(callsOf(station, 'queue.edit')).toEqual([
    {
      id: 7,
      scan: {
        request: {
          type: 'ascan',
          params: { ...params, detectors: [], settle: 0 },
        },
      },
    },
  ]);
  await waitFor(() => {
    expect(field('From').value).toBe('0');
  });
});

it('runs a typed line on Enter and remembers it', async () => {
  const station = await draw();
  enter('ascan samx 0 2 10 0.5');
  await settle();
  expect(callsOf(station, 'runs.start')).toEqual([
    { line: 'ascan samx 0 2 10 0.5' },
  ]);
  fireEvent.change(typedLine(), { target: { value: '' } });
  fireEvent.keyDown(typedLine(), { key: 'ArrowUp' });
  expect(typedLine().value).toBe('ascan samx 0 2 10 0.5');
});

it('moves on mv and mvr, and says why it does not', async () => {
  const station = await draw();
  enter('mv samx 0.5 cm');
  await settle();
  enter('mvr samx -0.1');
  await settle();
  expect(callsOf(station, 'devices.move')).toEqual([
    { name: 'samx', target: '0.5 cm' },
    { name: 'samx', target: 0.35 - 0.1 },
  ]);
  enter('mv nowhere 1');
  await settle();
  expect(screen.getByText('There is no device called nowhere.')).toBeTruthy();
});

it('offers what could be typed next and marks the present argument', async () => {
  await draw();
  fireEvent.focus(typedLine());
  fireEvent.change(typedLine(), { target: { value: 'ascan sa' } });
  const offers = within(screen.getByRole('listbox', { name: 'Completions' }));
  expect(
    offers.getAllByRole('option').map(({ textContent }) => textContent),
  ).toEqual(['samx', 'samy']);
  fireEvent.keyDown(typedLine(), { key: 'Tab' });
  expect(typedLine().value).toBe('ascan samx ');
  expect(
    document.querySelector('[data-present=true]')?.textContent.trim(),
  ).toBe('<from>');
});

it('keeps one detector chosen, and takes all of them for no choice', async () => {
  await draw();
  await ready();
  const [only, ...others] = screen.getAllByRole<HTMLInputElement>('checkbox');
  expect(others.map(({ checked }) => checked)).toEqual([false]);
  if (only) fireEvent.click(only);
  expect(only?.checked).toBe(true);
});

async function draw(
  options: FakeStationOptions = {},
  values: Record<string, string> = { axis: 'samx', from: '0', to: '1' },
): Promise<FakeStation> {
  useDraft.setState({ values, isUntouched: false });
  const station = await renderWithStation(<ScanPanel />, {
    ...options,
    handlers: { 'scans.types': () => [...scanTypes], 'scans.check': checkScan },
  });
  await screen.findByRole('form', { name: 'Scan parameters' });
  return station;
}

async function ready(): Promise<void> {
  await waitFor(() => {
    expect(usePlan.getState().plan?.points).toBe(21);
  });
}

function fill(values: Readonly<Record<string, string>>): void {
  for (const [label, value] of Object.entries(values)) {
    fireEvent.change(field(label), { target: { value } });
  }
}

function enter(line: string): void {
  fireEvent.change(typedLine(), { target: { value: line } });
  fireEvent.keyDown(typedLine(), { key: 'Enter' });
}

function field(label: string): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>(
    new RegExp(`^${label}( \\(.*\\))?$`),
  );
}

function typedLine(): HTMLInputElement {
  return screen.getByRole('textbox', { name: 'Typed scan' });
}

function button(name: string): HTMLButtonElement {
  return screen.getByRole('button', { name });
}

function described(element: HTMLElement): string {
  const ids = (element.getAttribute('aria-describedby') ?? '').split(' ');
  return ids
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join('');
}

function callsOf(station: FakeStation, name: string): unknown[] {
  return station.calls
    .filter((call) => call.name === name)
    .map(({ input }) => input);
}
