import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDots,
  IconLayoutDashboard,
  IconMaximize,
  IconMinimize,
} from '@tabler/icons-react';
import type { IDockviewHeaderActionsProps } from 'dockview-react';
import type { Panel } from '../panels/define-panel.ts';
import { panels } from '../panels/index.ts';
import classes from './CornerActions.module.css';
import { useWorkbench } from './workbench-store.ts';

/** The right end of a tab bar: what the shown panel puts there, and the menu of the group. */
export function CornerActions({
  activePanel,
  containerApi,
  panels: own,
}: IDockviewHeaderActionsProps) {
  const panel: Panel | undefined = panels.find(
    ({ id }) => id === activePanel?.id,
  );
  const Corner = panel?.corner;
  const PanelMenu = panel?.menu;
  const isMaximized = activePanel?.api.isMaximized() ?? false;
  const names = own.map(({ title }) => title).join(', ');
  return (
    <div className={classes['corner']}>
      {Corner && <Corner />}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size="1.625rem" aria-label={`Menu of ${names}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {PanelMenu && (
            <>
              <PanelMenu />
              <Menu.Divider />
            </>
          )}
          <Menu.Item
            leftSection={
              isMaximized ? (
                <IconMinimize size={14} />
              ) : (
                <IconMaximize size={14} />
              )
            }
            onClick={() => {
              if (isMaximized) {
                containerApi.exitMaximizedGroup();
              } else if (activePanel) {
                containerApi.maximizeGroup(activePanel);
              }
            }}
          >
            {isMaximized ? 'Show the other panels' : 'Show only this panel'}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLayoutDashboard size={14} />}
            onClick={() => useWorkbench.getState().resetLayout()}
          >
            Reset layout
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
