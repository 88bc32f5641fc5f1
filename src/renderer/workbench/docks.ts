import type { DockviewApi } from 'dockview-react';
import { panels } from '../panels/index.ts';
import { useSettings } from '../stores/settings.ts';
import {
  applyStart,
  type DockName,
  isStart,
  keepingWidths,
  lowWindow,
  startLayout,
  type Stretchy,
} from './layout.ts';
import {
  forgetLayout,
  restoreLayout,
  savedLayout,
  saveLayout,
} from './saved-layout.ts';
import { useWorkbench } from './workbench-store.ts';

type Docks = Readonly<Record<DockName, DockviewApi>>;

/** Where a panel of the other dock was dropped: beside or into a group, or anywhere. */
export interface AdoptPosition {
  readonly groupId: string | undefined;
  readonly direction: 'left' | 'right' | 'above' | 'below' | 'within';
}

/** How each dock takes a change of width: the plot gives way to the columns beside it, the tables share. */
export const stretchy: Readonly<Record<DockName, Stretchy>> = {
  upper: 'plot',
  lower: null,
};

const names = ['upper', 'lower'] as const;
const known = panels.map(({ id }) => id);
const saveDelayMs = 300;

let attached: Partial<Record<DockName, DockviewApi>> = {};
let stopSaving: () => void = () => undefined;

/** A dock is there. With the second one the layout is drawn: the kept one or, if that is broken, the start layout. */
export function attachDock(name: DockName, api: DockviewApi): void {
  attached = { ...attached, [name]: api };
  const docks = both();
  if (!docks) {
    return;
  }
  useWorkbench.setState({ resetLayout, showPanel });
  const saved = savedLayout();
  if (saved && restoreLayout(docks, saved, known, stretchy)) {
    useWorkbench.setState({
      lowerHeight: saved.lowerHeight === 0 ? null : saved.lowerHeight,
    });
    addMissing(docks);
  } else {
    resetLayout();
  }
  stopSaving();
  stopSaving = saveWhenChanged(docks);
}

/** A dock is gone with the page that drew it. */
export function detachDock(name: DockName, api: DockviewApi): void {
  if (attached[name] === api) {
    stopSaving();
    const { [name]: _gone, ...left } = attached;
    attached = left;
  }
}

/** A start layout follows the window over the low mark; one of somebody's own stays as it is. */
export function followWindow(isLow: boolean): void {
  const lower = attached.lower;
  if (lower && isStart(lower, startLayout('lower', !isLow))) {
    applyStart(
      lower,
      startLayout('lower', isLow),
      titleOf,
      useSettings.getState().fontScale,
    );
  }
}

/** Larger type needs wider columns; the plot gives way. */
export function followScale(factor: number): void {
  if (attached.upper) {
    keepingWidths(attached.upper, stretchy.upper, () => undefined, factor);
  }
}

/** Takes a panel over from the other dock. The last panel of a dock stays. */
export function adoptPanel(
  panelId: string,
  to: DockviewApi,
  position: AdoptPosition,
): void {
  const docks = both();
  const name = names.find((one) => docks?.[one].getPanel(panelId));
  const from = name && docks?.[name];
  const panel = from?.getPanel(panelId);
  if (!from || !panel || from === to || from.totalPanels < 2) {
    return;
  }
  keepingWidths(from, stretchy[name], () => {
    from.removePanel(panel);
  });
  const options = { id: panelId, component: panelId, title: titleOf(panelId) };
  if (position.groupId === undefined) {
    to.addPanel(options);
  } else {
    to.addPanel({
      ...options,
      position: {
        referenceGroup: position.groupId,
        direction: position.direction,
      },
    });
  }
}

function resetLayout(): void {
  const docks = both();
  if (!docks) {
    return;
  }
  forgetLayout();
  useWorkbench.setState({ lowerHeight: null });
  const { fontScale } = useSettings.getState();
  for (const name of names) {
    const layout = startLayout(
      name,
      window.innerHeight / fontScale < lowWindow,
    );
    applyStart(docks[name], layout, titleOf, fontScale);
  }
}

function showPanel(id: string): void {
  for (const dock of Object.values(attached)) {
    const panel = dock.getPanel(id);
    // Behind one that fills the dock it would not be seen.
    if (panel && dock.hasMaximizedGroup() && !panel.api.isMaximized()) {
      dock.exitMaximizedGroup();
    }
    panel?.api.setActive();
  }
}

/** Keeps the layout a moment after it changed, and at once when the page goes: a quick reload loses no change. */
function saveWhenChanged(docks: Docks): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const { lowerHeight } = useWorkbench.getState();
    saveLayout(docks, lowerHeight ?? 0, stretchy);
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, saveDelayMs);
  };
  const saveWaiting = (): void => {
    if (timer !== undefined) save();
  };
  const subscriptions = names.map((name) =>
    docks[name].onDidLayoutChange(saveSoon),
  );
  const stopListening = useWorkbench.subscribe(saveSoon);
  window.addEventListener('pagehide', saveWaiting);
  saveSoon();
  return () => {
    clearTimeout(timer);
    window.removeEventListener('pagehide', saveWaiting);
    stopListening();
    for (const subscription of subscriptions) {
      subscription.dispose();
    }
  };
}

/** A layout kept before a panel existed gets it in the dock where the start layout has it. */
function addMissing(docks: Docks): void {
  for (const name of names) {
    for (const id of startLayout(name, true).flatMap(({ tabs }) => tabs)) {
      if (!docks.upper.getPanel(id) && !docks.lower.getPanel(id)) {
        docks[name].addPanel({
          id,
          component: id,
          title: titleOf(id),
          inactive: true,
        });
      }
    }
  }
}

function both(): Docks | undefined {
  const { upper, lower } = attached;
  return upper && lower ? { upper, lower } : undefined;
}

function titleOf(id: string): string {
  return panels.find((panel) => panel.id === id)?.title ?? id;
}
