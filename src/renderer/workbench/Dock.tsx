import {
  type DockviewApi,
  DockviewReact,
  type DockviewTheme,
  type IDockviewPanelProps,
} from 'dockview-react';
import {
  type FunctionComponent,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react';
import { panels } from '../panels/index.ts';
import { CornerActions } from './CornerActions.tsx';
import classes from './Dock.module.css';
import { adoptPanel, attachDock, detachDock, stretchy } from './docks.ts';
import { columnGap, type DockName, layoutKeepingWidths } from './layout.ts';
import { PanelBoundary } from './PanelBoundary.tsx';
import { PanelTab } from './PanelTab.tsx';

const theme: DockviewTheme = {
  name: 'beamtime',
  className: 'dockview-beamtime',
  gap: columnGap,
  dndOverlayMounting: 'relative',
  dndPanelOverlay: 'group',
};

const components: Record<
  string,
  FunctionComponent<IDockviewPanelProps>
> = Object.fromEntries(
  panels.map(({ id, title, component: Content }) => [
    id,
    function PanelContent() {
      return (
        <div className={classes['panel']} data-panel={id}>
          <PanelBoundary title={title}>
            <Suspense
              fallback={<p className={classes['loading']}>Loading {title}</p>}
            >
              <Content />
            </Suspense>
          </PanelBoundary>
        </div>
      );
    },
  ]),
);

export interface DockProps {
  readonly name: DockName;
  readonly label: string;
}

const directions = {
  left: 'left',
  right: 'right',
  top: 'above',
  bottom: 'below',
  center: 'within',
} as const;

/** One area of dockable panels. */
export default function Dock({ name, label }: DockProps) {
  const box = useRef<HTMLDivElement>(null);
  const [api, setApi] = useState<DockviewApi | null>(null);

  useEffect(() => {
    const element = box.current;
    if (api === null || element === null) {
      return;
    }
    const observer = new ResizeObserver(() => {
      layoutKeepingWidths(
        api,
        element.clientWidth,
        element.clientHeight,
        stretchy[name],
      );
    });
    observer.observe(element);
    const accept = api.onUnhandledDragOver((event) => {
      const data = event.getData();
      if (data?.panelId != null && data.viewId !== api.id) {
        event.accept();
      }
    });
    return () => {
      observer.disconnect();
      accept.dispose();
      detachDock(name, api);
    };
  }, [api, name]);

  return (
    <div className={classes['dock']} ref={box} role="group" aria-label={label}>
      <DockviewReact
        theme={theme}
        components={components}
        defaultTabComponent={PanelTab}
        rightHeaderActionsComponent={CornerActions}
        disableAutoResizing
        disableFloatingGroups
        scrollbars="native"
        onReady={({ api: ready }) => {
          const element = box.current;
          if (element !== null) {
            ready.layout(element.clientWidth, element.clientHeight);
          }
          setApi(ready);
          attachDock(name, ready);
        }}
        onDidDrop={(event) => {
          const panelId = event.getData()?.panelId;
          if (panelId != null) {
            adoptPanel(panelId, event.api, {
              groupId: event.group?.id,
              direction: directions[event.position],
            });
          }
        }}
      />
    </div>
  );
}
