import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBarToUp,
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import type { QueueItem } from '../../../contract/queue.ts';
import { actOnItem, type ItemVerb } from './item-actions.ts';

export interface ItemMenuProps {
  readonly item: QueueItem;
  readonly index: number;
  readonly count: number;
  readonly refusal: string | null;
}

const entries = [
  { verb: 'edit', title: 'Edit', icon: IconPencil },
  { verb: 'duplicate', title: 'Duplicate', icon: IconCopy },
  { verb: 'first', title: 'Move to the top', icon: IconArrowBarToUp },
  { verb: 'up', title: 'Move up', icon: IconArrowUp },
  { verb: 'down', title: 'Move down', icon: IconArrowDown },
  { verb: 'remove', title: 'Remove', icon: IconTrash },
] as const satisfies readonly {
  verb: ItemVerb;
  title: string;
  icon: unknown;
}[];

/** What one can do to a waiting scan. */
export default function ItemMenu({
  item,
  index,
  count,
  refusal,
}: ItemMenuProps) {
  const cannot = (verb: ItemVerb): boolean =>
    refusal !== null ||
    ((verb === 'up' || verb === 'first') && index === 0) ||
    (verb === 'down' && index === count - 1);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          size="1.5rem"
          aria-label={`Actions for ${item.line}`}
          title={refusal ?? 'Actions'}
        >
          <IconDots size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {entries.map(({ verb, title, icon: Icon }) => (
          <Menu.Item
            key={verb}
            leftSection={<Icon size={14} />}
            disabled={cannot(verb)}
            onClick={() => actOnItem(verb, item, index)}
          >
            {title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
