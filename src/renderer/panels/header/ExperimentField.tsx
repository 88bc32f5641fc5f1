import { Button, Text, TextInput } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { toReport } from '../../../contract/errors.ts';
import type { Experiment } from '../../../contract/station.ts';
import { ask } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { useStation } from '../../stores/station.ts';
import FieldPopover from '../../widgets/FieldPopover.tsx';
import HeaderItem from './HeaderItem.tsx';
import classes from './Popover.module.css';

/** Proposal and sample; a click opens them for editing. They name the folder the data goes to. */
export default function ExperimentField() {
  const experiment = useStation((state) => state.experiment);
  return (
    <FieldPopover
      label="Experiment"
      position="bottom-start"
      target={(isOpen, toggle) => (
        <HeaderItem
          label="Proposal · sample"
          canShrink
          onClick={toggle}
          does="Change proposal, sample and dataset"
          isOpen={isOpen}
        >
          {experiment && `${experiment.proposal} · ${experiment.sample}`}
        </HeaderItem>
      )}
    >
      {(close) =>
        experiment && <ExperimentForm experiment={experiment} onDone={close} />
      }
    </FieldPopover>
  );
}

const fields = ['proposal', 'sample', 'dataset'] as const;
const labels = { proposal: 'Proposal', sample: 'Sample', dataset: 'Dataset' };

interface FormProps {
  readonly experiment: Experiment;
  readonly onDone: () => void;
}

function ExperimentForm({ experiment, onDone }: FormProps) {
  const [values, setValues] = useState(experiment);
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(
    new Map(),
  );
  const refusal = useControlRefusal();

  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    try {
      useStation.setState({ experiment: await ask('experiment.set', values) });
      onDone();
    } catch (error) {
      const { message, problems: found = [] } = toReport(error);
      const texts = new Map(
        found.map(({ path, message: text }) => [String(path[0] ?? ''), text]),
      );
      // A refusal that names no field stands at the first one.
      setProblems(texts.size > 0 ? texts : new Map([[fields[0], message]]));
    }
  };

  return (
    <form className={classes['stack']} onSubmit={(event) => void save(event)}>
      {fields.map((field, index) => (
        <TextInput
          key={field}
          label={labels[field]}
          value={values[field]}
          error={problems.get(field)}
          disabled={refusal !== null}
          data-autofocus={index === 1 || undefined}
          w="17rem"
          onChange={({ currentTarget: { value } }) => {
            setValues((before) => ({ ...before, [field]: value }));
            setProblems(new Map());
          }}
        />
      ))}
      <Text size="xs" c="dimmed" maw="17rem">
        {refusal ??
          (problems.size > 0
            ? 'Nothing is changed yet.'
            : `Data goes to ${values.proposal}/${values.sample}/${values.sample}_${values.dataset}.`)}
      </Text>
      <div className={classes['row']}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" disabled={refusal !== null}>
          Save
        </Button>
      </div>
    </form>
  );
}
