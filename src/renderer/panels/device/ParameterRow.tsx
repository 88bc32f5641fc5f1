import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconChartLine,
  IconChevronRight,
  IconLock,
} from '@tabler/icons-react';
import { memo, useId, useState } from 'react';
import type { ParameterState } from '../../../contract/parameters.ts';
import { call } from '../../stores/call.ts';
import { useOpenedDevice } from '../../stores/opened-device.ts';
import { formatMoment, formatValue } from '../../widgets/format.ts';
import { limitsText } from '../../widgets/limits-text.ts';
import { understood } from '../../widgets/read-input.ts';
import ParameterMore from './ParameterMore.tsx';
import classes from './ParameterTable.module.css';
import ParameterValue from './ParameterValue.tsx';
import { useEditor } from './use-editor.ts';

export interface ParameterRowProps {
  readonly device: string;
  readonly parameter: ParameterState;
  /** Then every parameter is locked with it, and says so no more than once. */
  readonly isDeviceLocked: boolean;
}

/** One parameter. Its name opens what is seldom needed: limits, lock, put aside. Redraws only when it changes. */
function ParameterRow({
  device,
  parameter,
  isDeviceLocked,
}: ParameterRowProps) {
  const { name, help, unit, decimals, kind, limits, lock, limitLock, stashed } =
    parameter;
  const [isOpen, setOpen] = useState(false);
  const editor = useEditor(device, parameter);
  const isPlotted = useOpenedDevice((opened) => opened.trend === name);
  const id = useId();
  const echo =
    kind === 'quantity' ? understood(editor.typed ?? '', unit) : null;
  const target = targetText(parameter);
  const hasLimits =
    limits !== null && (limits.lower !== null || limits.upper !== null);

  return (
    <div className={classes['entry']} role="rowgroup">
      <div className={classes['row']} role="row" data-parameter={name}>
        <div role="rowheader">
          <button
            type="button"
            className={classes['name']}
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            title={help}
            onClick={() => setOpen(!isOpen)}
          >
            <IconChevronRight size={14} aria-hidden />
            <span className={classes['title']}>{name}</span>
            {lock !== null && !isDeviceLocked && (
              <span
                className={classes['note']}
                title={`Since ${formatMoment(lock.since)}`}
              >
                Locked by {lock.who}: {lock.why}
              </span>
            )}
            {help !== '' && <span className={classes['help']}>{help}</span>}
          </button>
        </div>
        <div role="cell" className={classes['cell']}>
          <ParameterValue parameter={parameter} editor={editor} />
          {target !== null && (
            <span className={classes['target']} title="Target">
              → {target}
            </span>
          )}
        </div>
        <div role="cell" className={classes['unit']} title={unit}>
          {unit}
        </div>
        <div role="cell" className={classes['limits']}>
          {limitLock !== null && !isDeviceLocked && (
            <Tooltip
              label={`Limits locked by ${limitLock.who}: ${limitLock.why}`}
            >
              <IconLock size={14} role="img" aria-label="Limits locked" />
            </Tooltip>
          )}
          {hasLimits && limitsText(limits, decimals, '')}
        </div>
        <div role="cell" className={classes['marks']}>
          {stashed > 0 && (
            <Tooltip
              label={
                editor.whyNot ??
                `Brings ${name} back to ${formatValue(parameter.stashedValue, decimals)} ${unit}, put aside last${name === 'position' ? `: ${device} moves` : ''}; ${stashed} put aside.`
              }
            >
              <ActionIcon
                size="1.75rem"
                aria-label={`Bring ${name} back, ${stashed} put aside`}
                disabled={editor.whyNot !== null}
                onClick={() =>
                  void call(
                    'devices.restore',
                    { name: device, parameter: name },
                    { timeoutMs: null },
                  )
                }
              >
                <IconArrowBackUp size={14} aria-hidden />
                <span className={classes['count']}>{stashed}</span>
              </ActionIcon>
            </Tooltip>
          )}
          {kind === 'quantity' && (
            <Tooltip label={`Trend of ${name}`}>
              <ActionIcon
                size="1.75rem"
                variant={isPlotted ? 'light' : 'subtle'}
                color={isPlotted ? 'accent' : 'gray'}
                aria-label={`Trend of ${name}`}
                aria-pressed={isPlotted}
                onClick={() =>
                  useOpenedDevice.setState({ trend: isPlotted ? null : name })
                }
              >
                <IconChartLine size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </div>
      {(editor.typed !== null || editor.problem !== null) && (
        <div className={classes['strip']} role="row">
          <div role="cell" className={classes['strip']}>
            {editor.typed !== null && (
              <>
                {echo !== null && <span role="status">{echo}</span>}
                <span className={classes['allowed']}>
                  {hasLimits
                    ? `Allowed: ${limitsText(limits, decimals, unit)}`
                    : unit && 'Any unit that fits.'}
                </span>
                <Button variant="default" onClick={editor.cancel}>
                  Cancel
                </Button>
                <Button loading={editor.isSending} onClick={editor.send}>
                  Set
                </Button>
              </>
            )}
            {editor.problem !== null && (
              <p role="alert" className={classes['refused']}>
                {editor.problem}
              </p>
            )}
          </div>
        </div>
      )}
      {isOpen && (
        <div role="row" id={id}>
          <ParameterMore
            device={device}
            parameter={parameter}
            isDeviceLocked={isDeviceLocked}
          />
        </div>
      )}
    </div>
  );
}

export default memo(ParameterRow);

/** The target as it is shown; null where there is none, or it looks the same as the value. */
function targetText({
  value,
  target,
  decimals,
}: ParameterState): string | null {
  if (target === null) return null;
  const text = formatValue(target, decimals);
  return text === formatValue(value, decimals) ? null : text;
}
