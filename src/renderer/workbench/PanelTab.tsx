import type { IDockviewPanelHeaderProps } from 'dockview-react';
import type { Panel } from '../panels/define-panel.ts';
import { panels } from '../panels/index.ts';
import classes from './PanelTab.module.css';

const noBadge = (): null => null;

/** A panel's tab: its icon, its title and what it counts. Panels are not closed, only moved. */
export function PanelTab({ api }: IDockviewPanelHeaderProps) {
  const panel = panels.find(({ id }) => id === api.id);
  return panel ? <TabText panel={panel} /> : <span>{api.title}</span>;
}

function TabText({ panel }: { readonly panel: Panel }) {
  const useBadge = panel.useBadge ?? noBadge;
  const badge = useBadge();
  const Icon = panel.icon;
  // Drawn by CSS, so that the tab's name stays the panel's: it is how the tab is asked for.
  return (
    <span className={classes['tab']} data-badge={badge ?? undefined}>
      {panel.isIconShown && <Icon size={14} stroke={2} aria-hidden />}
      {panel.title}
    </span>
  );
}
