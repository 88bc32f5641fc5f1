import { SegmentedControl } from '@mantine/core';
import { logFilters, useLogView } from './log-store.ts';

/** Which entries the log shows. */
export default function LogCorner() {
  const { filter, setFilter } = useLogView();
  return (
    <SegmentedControl
      aria-label="Entries shown"
      value={filter}
      data={[...logFilters]}
      onChange={(value) => {
        const known = logFilters.find((one) => one.value === value);
        if (known) {
          setFilter(known.value);
        }
      }}
    />
  );
}
