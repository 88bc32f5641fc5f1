import { Menu } from '@mantine/core';
import { IconArrowsMove } from '@tabler/icons-react';
import { deviceState } from '../../stores/devices.ts';
import { moveTo } from '../../stores/moves.ts';
import { moveRefusal } from '../../stores/refusals.ts';
import { formatNumber } from '../../widgets/format.ts';
import type { PlotPoint } from '../../widgets/Plot/figure.ts';
import classes from './MoveHere.module.css';

export interface MoveHereProps {
  /** Where the plot was clicked; null = closed. */
  readonly at: PlotPoint | null;
  /** The axes of the plot that can be moved: along x, then along y. */
  readonly axes: readonly string[];
  readonly onClose: () => void;
  /** The move was sent. */
  readonly onMove: () => void;
}

/** Offers to move to the place that was clicked, or says why not. */
export default function MoveHere({ at, axes, onClose, onMove }: MoveHereProps) {
  if (!at || axes.length === 0) return null;
  const targets = axes.map((name, i) => {
    const target = i === 0 ? at.x : at.y;
    const device = deviceState(name);
    // The click is as fine as a pixel; the target is as fine as the axis is shown.
    const rounded = Number(target.toFixed(device?.decimals ?? 3));
    const text =
      `${formatNumber(rounded, device?.decimals ?? 3)} ${device?.unit ?? ''}`.trim();
    return { name, target: rounded, text, refusal: moveRefusal(name, rounded) };
  });
  const refusals = [
    ...new Set(
      targets.flatMap(({ refusal }) => (refusal === null ? [] : [refusal])),
    ),
  ];
  const go = (): void => {
    for (const { name, target } of targets) moveTo(name, target);
    onMove();
  };
  return (
    <Menu
      opened
      onClose={onClose}
      position="right-start"
      shadow="md"
      withinPortal
    >
      <Menu.Target>
        <span
          className={classes['anchor']}
          style={{ left: at.clientX, top: at.clientY }}
          aria-hidden
        />
      </Menu.Target>
      <Menu.Dropdown aria-label="Move here">
        <Menu.Item
          leftSection={<IconArrowsMove size={15} aria-hidden />}
          disabled={refusals.length > 0}
          onClick={go}
        >
          Move{' '}
          {targets.map(({ name, text }) => `${name} to ${text}`).join(' and ')}
        </Menu.Item>
        {refusals.map((refusal) => (
          <div key={refusal} className={classes['refusal']} role="note">
            {refusal}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
