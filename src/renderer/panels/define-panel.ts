import type { Icon } from '@tabler/icons-react';
import type { ComponentType } from 'react';

/** A panel of the workbench. `id` is kept in saved layouts: never change it. */
export interface Panel {
  readonly id: string;
  readonly title: string;
  readonly icon: Icon;
  readonly component: ComponentType;
  /** Whether its tab shows the icon beside the title. */
  readonly isIconShown?: boolean;
  /** What stands after the title on its tab (`Queue · 3`): a hook. */
  readonly useBadge?: () => string | null;
  /** What stands at the right end of the tab bar while it is shown. */
  readonly corner?: ComponentType;
  /** Its entries in the menu of its tab bar: `Menu.Item`s. */
  readonly menu?: ComponentType;
}

/** Declares a panel. */
export function definePanel<P extends Panel>(panel: P): P {
  return panel;
}
