import { Menu } from '@mantine/core';
import {
  IconDeviceFloppy,
  IconFolderOpen,
  IconTrash,
} from '@tabler/icons-react';
import { useControlRefusal } from '../../stores/control.ts';
import { useStation } from '../../stores/station.ts';
import { openQueue, saveQueue } from './queue-file.ts';
import { useQueueView } from './view-store.ts';

/** What one does with the queue as a whole. */
export default function QueueMenu() {
  const isEmpty = useStation(({ queue }) => queue.items.length === 0);
  const refusal = useControlRefusal();
  return (
    <>
      <Menu.Item
        leftSection={<IconFolderOpen size={14} />}
        disabled={refusal !== null}
        onClick={() => void openQueue()}
      >
        Add scans from a file
      </Menu.Item>
      <Menu.Item
        leftSection={<IconDeviceFloppy size={14} />}
        disabled={isEmpty}
        onClick={() => void saveQueue()}
      >
        Save the queue to a file
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTrash size={14} />}
        disabled={isEmpty || refusal !== null}
        onClick={() => useQueueView.setState({ asksToClear: true })}
      >
        Remove all scans
      </Menu.Item>
    </>
  );
}
