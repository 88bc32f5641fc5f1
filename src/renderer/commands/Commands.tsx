import { Kbd, Modal } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { showInfo } from '../stores/call.ts';
import { useDeviceList } from '../stores/devices.ts';
import { openDevice } from '../stores/opened-device.ts';
import { showDevice } from '../stores/shown-device.ts';
import { useWorkbench } from '../workbench/workbench-store.ts';
import type { Command } from './command.ts';
import classes from './Commands.module.css';
import { commands, runCommand } from './index.ts';
import { commandFor, type KeyPlace } from './keys.ts';
import { useKeyList } from './window.ts';

const groups = [
  'Stop',
  'Scan',
  'Run',
  'Plot',
  'Devices',
  'Window',
] as const satisfies readonly Command['group'][];

/** What keys do inside one place; said here, done there. */
const elsewhere = [
  { title: 'Typed line: run it', keys: ['Enter'] },
  { title: 'Typed line: add it to the queue', keys: ['Shift+Enter'] },
  { title: 'Typed line: earlier lines', keys: ['↑', '↓'] },
  { title: 'Typed line: complete the word', keys: ['Tab'] },
  { title: 'Typed line: back to what the form says', keys: ['Esc'] },
  { title: 'Plot: show everything', keys: ['Double click'] },
] as const;

/** Where keys act that do not act everywhere. */
const placeWords = {
  runbar: ' (with the focus in the run bar)',
  plot: ' (after a click on the plot)',
} as const satisfies Record<NonNullable<Command['scope']>, string>;

/** Leaves the header free: STOP ALL can be pressed whatever is open. */
const overlay = {
  backgroundOpacity: 0.2,
  blur: 0,
  style: { top: 'var(--header)' },
};

/** Keys, the palette of commands and devices, and the list of keys, all made from the one list of commands. */
export default function Commands() {
  useEffect(() => {
    // Before anything else sees it: a field or a dialog must not swallow STOP ALL.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
    };
  }, []);
  return (
    <>
      <Palette />
      <KeyList />
    </>
  );
}

function Palette() {
  const [opened, setOpened] = useState(0);
  const devices = useDeviceList();
  const chosen = useRef<(() => void) | null>(null);
  const actions = useMemo(
    () => [
      ...paletteOf(opened),
      {
        group: 'Show a device',
        actions: devices.map(({ name, group }) => ({
          id: `device ${name}`,
          label: name,
          description: group,
          onClick: () => {
            chosen.current = () => {
              useWorkbench.getState().showPanel('devices');
              showDevice(name);
            };
          },
        })),
      },
      {
        group: "Open a device's panel",
        actions: devices.map(({ name, group }) => ({
          id: `panel ${name}`,
          label: `${name}: all parameters`,
          description: group,
          onClick: () => {
            chosen.current = () => {
              openDevice(name);
              useWorkbench.getState().showPanel('device');
            };
          },
        })),
      },
    ],
    [opened, devices],
  );
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      classNames={{
        action: classes['action'] ?? '',
        actionDescription: classes['description'] ?? '',
      }}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      highlightQuery
      nothingFound="Nothing of this name"
      onSpotlightOpen={() => {
        // What can be done now may differ from last time.
        setOpened((count) => count + 1);
      }}
      onExitTransitionEnd={() => {
        // Only now: the palette gives the focus back to where it was when it closes.
        chosen.current?.();
        chosen.current = null;
      }}
      searchProps={{
        leftSection: <IconSearch size={16} aria-hidden />,
        placeholder: 'What do you want to do, or which device?',
        'aria-label': 'Search commands and devices',
      }}
      scrollable
      maxHeight="60vh"
      overlayProps={overlay}
    />
  );
}

function KeyList() {
  const isOpen = useKeyList((state) => state.isOpen);
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        useKeyList.setState({ isOpen: false });
      }}
      title="Keys"
      size="md"
      overlayProps={overlay}
    >
      <dl className={classes['keys']}>
        {commands
          .filter(({ keys }) => keys.length > 0)
          .map((command) => (
            <div key={command.id} className={classes['row']}>
              <dt>
                {command.title}
                {'scope' in command ? placeWords[command.scope] : ''}
              </dt>
              <dd>
                <Keys keys={command.keys} />
              </dd>
            </div>
          ))}
        {elsewhere.map(({ title, keys }) => (
          <div key={title} className={classes['row']}>
            <dt>{title}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

function Keys({ keys }: { readonly keys: readonly string[] }) {
  return keys.map((key) => (
    <span key={key} className={classes['key']}>
      {key.split('+').map((part) => (
        <Kbd key={part}>{part}</Kbd>
      ))}
    </span>
  ));
}

function paletteOf(_opened: number): SpotlightActionGroupData[] {
  return groups.map((group) => ({
    group,
    actions: commands
      .filter(
        (command: Command) =>
          command.group === group && command.id !== 'window.palette',
      )
      .map((command: Command) => {
        const refusal = command.refusal?.() ?? null;
        return {
          id: command.id,
          label: command.title,
          ...(refusal !== null && { description: refusal, disabled: true }),
          rightSection: <Keys keys={command.keys} />,
          onClick: () => {
            act(command);
          },
        };
      }),
  }));
}

function onKey(event: KeyboardEvent): void {
  if (event.repeat || event.isComposing) return;
  const command = commandFor(commands, event, placeOf(event.target));
  if (!command) return;
  event.preventDefault();
  event.stopPropagation();
  act(command);
}

function act(command: Command): void {
  const refusal = runCommand(command);
  if (refusal !== null) showInfo(refusal);
}

function placeOf(target: EventTarget | null): KeyPlace {
  const element = target instanceof Element ? target : null;
  const scopes: string[] = [];
  for (let at = element?.closest('[data-command-scope]'); at;) {
    scopes.push(at.getAttribute('data-command-scope') ?? '');
    at = at.parentElement?.closest('[data-command-scope]');
  }
  return {
    isTyping:
      element?.closest(
        'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]',
      ) != null,
    isDialogOpen:
      document.querySelector('[role=dialog][aria-modal=true]') !== null,
    isOnButton: element?.closest('button, a, [role=button], summary') != null,
    scopes,
  };
}
