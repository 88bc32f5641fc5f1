import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconCheck,
  IconDownload,
  IconFileTypeCsv,
  IconPhoto,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { commandOf, runCommand, type CommandId } from '../../commands/index.ts';
import { showInfo } from '../../stores/call.ts';
import { usePlotSelection } from '../../stores/plot-selection.ts';
import { usePlotView } from '../../stores/plot-view.ts';

/** The plot's menu: what is saved, and what lies under the present run. */
export default function PlotMenu() {
  const areEarlierShown = usePlotView((state) => state.areEarlierShown);
  const setView = usePlotView((state) => state.set);
  const overlays = usePlotSelection((state) => state.overlays.length);
  const clearOverlays = usePlotSelection((state) => state.clearOverlays);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label="Save the plot or its data">
          <IconDownload size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <CommandItem
          id="plot.all"
          icon={<IconArrowsMaximize size={15} aria-hidden />}
        />
        <CommandItem
          id="plot.csv"
          icon={<IconFileTypeCsv size={15} aria-hidden />}
        />
        <CommandItem id="plot.png" icon={<IconPhoto size={15} aria-hidden />} />
        <Menu.Divider />
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={areEarlierShown}
          leftSection={
            areEarlierShown ? (
              <IconCheck size={15} aria-hidden />
            ) : (
              <span style={{ width: 15 }} />
            )
          }
          onClick={() => {
            setView({ areEarlierShown: !areEarlierShown });
          }}
        >
          Last two runs over the same axis
        </Menu.Item>
        {overlays > 0 && (
          <Menu.Item onClick={clearOverlays}>
            Untick the runs of the history
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function CommandItem({
  id,
  icon,
}: {
  readonly id: CommandId;
  readonly icon: ReactNode;
}) {
  const command = commandOf(id);
  return (
    <Menu.Item
      leftSection={icon}
      onClick={() => {
        const refusal = runCommand(command);
        if (refusal !== null) showInfo(refusal);
      }}
    >
      {command.title}
    </Menu.Item>
  );
}
