import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useHistoryView } from './history-store.ts';

/** The filter of the history, in its tab bar. */
export default function HistoryCorner() {
  const { filter, setFilter } = useHistoryView();
  return (
    <TextInput
      type="search"
      aria-label="Filter the history"
      placeholder="Filter"
      w="9rem"
      leftSection={<IconSearch size={13} />}
      styles={{ input: { height: '1.5rem', minHeight: '1.5rem' } }}
      value={filter}
      onChange={({ currentTarget }) => setFilter(currentTarget.value)}
      onKeyDown={({ key }) => {
        if (key === 'Escape') {
          setFilter('');
        }
      }}
    />
  );
}
