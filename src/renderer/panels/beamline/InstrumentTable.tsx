import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBan,
  IconCopy,
  IconCursorText,
  IconDots,
  IconPencil,
  IconPlayerPlay,
  IconPlus,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import type {
  BeamlineEntry,
  BeamlineState,
} from '../../../contract/beamline.ts';
import { isBeamtimeError } from '../../../contract/errors.ts';
import { loadBeamline, useBeamline } from '../../stores/beamline.ts';
import { ask, showError, showInfo } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import EmptyState from '../../widgets/EmptyState.tsx';
import Notice from '../../widgets/Notice.tsx';
import Refusable from '../../widgets/Refusable.tsx';
import classes from './BeamlinePanel.module.css';
import { lineText } from './line-text.ts';
import { restartWords } from './restart-words.ts';
import { begin, useBeamlineView } from './view-store.ts';

/** Every instrument of the beamline file, and what can be done with it. */
export default function InstrumentTable({
  state: { entries, needsRestart },
  problem,
}: {
  readonly state: BeamlineState;
  /** Why the file cannot be read now. */
  readonly problem: string | null;
}) {
  const refusal = useControlRefusal();
  const done = useBeamlineView((view) => view.done);
  return (
    <>
      <div className={classes['bar']}>
        <Refusable
          does="Describes another instrument: driver, line, devices. Nothing is written before you have seen it."
          refusal={refusal}
        >
          <Button
            h="var(--control)"
            leftSection={<IconPlus size={15} />}
            disabled={refusal !== null}
            onClick={() => begin({ kind: 'pick' })}
          >
            Add instrument
          </Button>
        </Refusable>
        <Refusable
          does="Takes what somebody changed in the file by hand."
          refusal={refusal}
        >
          <Button
            variant="default"
            h="var(--control)"
            leftSection={<IconRefresh size={15} />}
            disabled={refusal !== null}
            onClick={() => void readAgain()}
          >
            Read the file again
          </Button>
        </Refusable>
        <p className={classes['why']} role="status">
          {refusal ?? done}
        </p>
      </div>
      {problem !== null && (
        <Notice icon={IconAlertTriangle} tone="error">
          <span className={classes['lines']}>{problem}</span>
        </Notice>
      )}
      {needsRestart.length > 0 && (
        <Notice icon={IconAlertTriangle} tone="look">
          Changed in the file, and in force after a restart of the station:{' '}
          {restartWords(needsRestart)}.
        </Notice>
      )}
      {entries.length === 0 ? (
        <EmptyState>
          The beamline file has no instruments yet. Add one: pick its driver,
          fill in its form, try the connection, look at what will be written,
          and write it. Its devices are there at once.
        </EmptyState>
      ) : (
        <div className={classes['rows']} role="table" aria-label="Instruments">
          <div role="row" className={classes['head']}>
            <span role="columnheader">Instrument</span>
            <span role="columnheader">Driver and line</span>
            <span role="columnheader">Devices</span>
            <span role="columnheader">Change</span>
          </div>
          {entries.map((entry) => (
            <InstrumentRow key={entry.index} entry={entry} refusal={refusal} />
          ))}
        </div>
      )}
    </>
  );
}

function InstrumentRow({
  entry,
  refusal,
}: {
  readonly entry: BeamlineEntry;
  readonly refusal: string | null;
}) {
  const { name, driver, place, isDisabled, devices } = entry;
  const title = useBeamline(
    ({ drivers }) => drivers.find((one) => one.name === driver)?.title,
  );
  const line = lineText(entry.entry['line']);
  const isOff = refusal !== null;
  return (
    <div
      role="row"
      className={classes['row']}
      data-disabled={isDisabled || undefined}
    >
      <div role="rowheader" className={classes['two']}>
        <strong title={name}>{name}</strong>
        <span title={place}>{place}</span>
      </div>
      <div role="cell" className={classes['two']}>
        <span
          className={classes['ink']}
          title={`${title ?? driver} (driver: ${driver})`}
        >
          {title ?? driver}
        </span>
        <span title={line}>{line}</span>
      </div>
      <div role="cell" className={classes['devices']}>
        {isDisabled && (
          <em>
            <IconBan size={13} aria-hidden /> Disabled{' '}
          </em>
        )}
        {devices.map((device) => (
          <span
            key={device.name}
            data-off={!device.isActive || undefined}
            title={device.isActive ? undefined : `${device.name} is disabled.`}
          >
            {device.name}
          </span>
        ))}
      </div>
      <div role="cell" className={classes['actions']}>
        <Refusable does={`Changes keys of ${name}.`} refusal={refusal}>
          <Button
            variant="default"
            h="1.75rem"
            px="0.5rem"
            aria-label={`Change ${name}`}
            disabled={isOff}
            onClick={() => begin({ kind: 'change', of: entry })}
          >
            <IconPencil size={14} />
          </Button>
        </Refusable>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              aria-label={`More for ${name}`}
              title={refusal ?? 'Duplicate, rename, disable, remove'}
              disabled={isOff}
            >
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconCopy size={15} />}
              onClick={() => begin({ kind: 'duplicate', of: entry })}
            >
              Duplicate
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCursorText size={15} />}
              onClick={() => begin({ kind: 'rename', of: entry })}
            >
              Rename a device
            </Menu.Item>
            {isDisabled ? (
              <Menu.Item
                leftSection={<IconPlayerPlay size={15} />}
                onClick={() => begin({ kind: 'enable', of: entry })}
              >
                Enable
              </Menu.Item>
            ) : (
              <Menu.Item
                leftSection={<IconBan size={15} />}
                onClick={() => begin({ kind: 'disable', of: entry })}
              >
                Disable
              </Menu.Item>
            )}
            <Menu.Item
              leftSection={<IconTrash size={15} />}
              onClick={() => begin({ kind: 'remove', of: entry })}
            >
              Remove
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </div>
  );
}

/** What is wrong in the file stands in the panel until it is right. */
async function readAgain(): Promise<void> {
  try {
    const done = await ask('beamline.reload', undefined, {
      timeoutMs: 60_000,
    });
    const names = [...done.added, ...done.removed, ...done.replaced];
    showInfo(
      [
        names.length > 0
          ? `The file was read again. Other than before: ${names.join(', ')}.`
          : 'The file was read again. No instrument has changed.',
        ...done.notes,
      ].join(' '),
    );
    await loadBeamline();
  } catch (error) {
    if (isBeamtimeError(error, 'config'))
      useBeamline.setState({ problem: error.message });
    else showError(error);
  }
}
