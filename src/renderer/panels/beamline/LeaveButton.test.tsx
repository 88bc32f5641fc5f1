import { MantineProvider } from '@mantine/core';
import {
  act,
  cleanup,
  fireEvent,
  render,
  screen,
} from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import LeaveButton from './LeaveButton.tsx';
import { begin, edit, leave, useBeamlineView } from './view-store.ts';

const press = (name: string) =>
  fireEvent.click(screen.getByRole('button', { name }));

beforeEach(() => {
  begin({ kind: 'add', driver: 'icepap' });
  render(
    <MantineProvider>
      <LeaveButton />
    </MantineProvider>,
  );
});

afterEach(() => {
  cleanup();
  leave();
});

it('a form in which nothing was typed is left at once', () => {
  press('All instruments');
  expect(useBeamlineView.getState().task).toBeNull();
});

it('what was typed is lost only when that was asked', () => {
  const draft = { driver: 'icepap', name: 'optics' };
  act(() => {
    edit({ draft });
  });
  press('All instruments');
  expect(useBeamlineView.getState()).toMatchObject({ draft });
  press('Keep editing');
  expect(useBeamlineView.getState()).toMatchObject({ draft });
  press('All instruments');
  press('Discard it');
  expect(useBeamlineView.getState().task).toBeNull();
});
