import {
  ActionIcon,
  Button,
  SegmentedControl,
  Select,
  Text,
  TextInput,
  useMantineColorScheme,
} from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { call } from '../../stores/call.ts';
import { sessionId } from '../../stores/session.ts';
import { fontScales, useSettings } from '../../stores/settings.ts';
import { useStation } from '../../stores/station.ts';
import { useWorkbench } from '../../workbench/workbench-store.ts';
import FieldPopover from '../../widgets/FieldPopover.tsx';
import classes from './Popover.module.css';

/** What a person sets for this window: light or dark, size of type, their name, the layout. */
export default function SettingsMenu() {
  return (
    <FieldPopover
      label="Settings"
      position="bottom-end"
      target={(isOpen, toggle) => (
        <ActionIcon
          onClick={toggle}
          aria-label="Settings"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          title="Light or dark, size of type, your name, layout"
          ml="auto"
          size="2.25rem"
          color="var(--header-secondary)"
          variant="transparent"
        >
          <IconSettings size={18} />
        </ActionIcon>
      )}
    >
      {(close) => <SettingsForm onReset={close} />}
    </FieldPopover>
  );
}

function SettingsForm({ onReset }: { readonly onReset: () => void }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { fontScale, setFontScale, clientName } = useSettings();
  const station = useStation((state) => state.station);
  return (
    <div className={classes['stack']}>
      <SegmentedControl
        aria-label="Colours"
        value={colorScheme}
        onChange={setColorScheme}
        data={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
          { value: 'auto', label: 'As the system' },
        ]}
      />
      <Select
        label="Size of type"
        value={String(fontScale)}
        comboboxProps={{ withinPortal: false }}
        data={fontScales.map((scale) => ({
          value: String(scale),
          label: `${Math.round(scale * 100)} %`,
        }))}
        onChange={(value) => {
          const scale = fontScales.find((one) => String(one) === value);
          if (scale !== undefined) {
            setFontScale(scale);
          }
        }}
      />
      <TextInput
        label="Your name, as others see it"
        defaultValue={clientName}
        maxLength={64}
        onBlur={({ currentTarget }) => rename(currentTarget.value.trim())}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            rename(event.currentTarget.value.trim());
          }
        }}
      />
      <Button
        variant="default"
        onClick={() => {
          onReset();
          useWorkbench.getState().resetLayout();
        }}
      >
        Reset layout
      </Button>
      {station && (
        <Text
          size="xs"
          c="dimmed"
          maw="17rem"
          style={{ overflowWrap: 'anywhere' }}
        >
          Beamtime {station.version}. Beamline file {station.beamlineFile}. Data
          in {station.dataFolder}.
        </Text>
      )}
    </div>
  );
}

function rename(name: string): void {
  const settings = useSettings.getState();
  if (name === '' || name === settings.clientName) {
    return;
  }
  settings.setClientName(name);
  // Hello again under the new name; what it answers comes as announcements as well.
  void call('station.hello', { session: sessionId(), name, kind: 'page' });
}
