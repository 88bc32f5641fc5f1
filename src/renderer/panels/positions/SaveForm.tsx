import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import { toReport } from '../../../contract/errors.ts';
import { PositionsName } from '../../../contract/positions.ts';
import { ask, showInfo } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import { usePositions } from '../../stores/positions.ts';
import { formatMoment } from '../../widgets/format.ts';
import Notice from '../../widgets/Notice.tsx';
import Refusable from '../../widgets/Refusable.tsx';
import AxisChoice from './AxisChoice.tsx';
import { countAxes } from './difference.ts';
import classes from './SaveForm.module.css';
import { closeForm, type FormStart } from './view-store.ts';

/** Keeps where axes stand now under a name. A name that is taken is replaced only when that is said once more. */
export default function SaveForm({ start }: { readonly start: FormStart }) {
  const [typed, setTyped] = useState(start.name);
  const [isAll, setAll] = useState(start.axes === null);
  const [chosen, setChosen] = useState<readonly string[]>(start.axes ?? []);
  const [problem, setProblem] = useState<string | null>(null);
  const [asksToReplace, setAsking] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const refusal = useControlRefusal();
  const name = typed.trim();
  const taken = usePositions(({ sets }) =>
    sets?.find((set) => set.name === name),
  );
  const whyNot =
    refusal ?? (!isAll && chosen.length === 0 ? 'Tick an axis first.' : null);

  const save = async (isReplacing: boolean): Promise<void> => {
    setSaving(true);
    try {
      const saved = await ask('positions.save', {
        name,
        isReplacing,
        ...(!isAll && { axes: [...chosen] }),
      });
      showInfo(
        `Saved where ${countAxes(saved.positions.length)} stand${saved.positions.length === 1 ? 's' : ''} as "${saved.name}".`,
      );
      closeForm(saved.name);
    } catch (error) {
      setAsking(false);
      setSaving(false);
      setProblem(toReport(error).message);
    }
  };

  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const read = PositionsName.safeParse(name);
    if (!read.success) {
      setProblem(read.error.issues[0]?.message ?? 'This is no name.');
    } else if (whyNot !== null) setProblem(whyNot);
    else if (taken) setAsking(true);
    else void save(false);
  };

  return (
    <form
      className={classes['form']}
      aria-label="Save positions"
      onSubmit={submit}
      onKeyDown={({ key }) => {
        if (key === 'Escape') closeForm();
      }}
    >
      <div className={classes['fields']}>
        <h2 className={classes['title']}>Save where the axes stand now</h2>
        <TextInput
          label="Name"
          placeholder="sample change"
          autoComplete="off"
          autoFocus
          maxLength={64}
          value={typed}
          error={problem}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            setProblem(null);
            setAsking(false);
          }}
        />
        <SegmentedControl
          fullWidth
          aria-label="Which axes"
          value={isAll ? 'all' : 'chosen'}
          onChange={(which) => {
            setAll(which === 'all');
            setProblem(null);
          }}
          data={[
            { value: 'all', label: 'All axes' },
            { value: 'chosen', label: 'Chosen axes' },
          ]}
        />
      </div>
      <div className={classes['choice']}>
        {isAll ? (
          <p className={classes['help']}>
            Every axis with a position of its own. Axes that are calculated from
            others are left out; tick them under Chosen axes if you want them.
          </p>
        ) : (
          <AxisChoice chosen={chosen} onChange={setChosen} />
        )}
      </div>
      {asksToReplace && taken ? (
        <Notice
          icon={IconAlertTriangle}
          tone="look"
          actions={
            <>
              <Button
                variant="default"
                autoFocus
                onClick={() => setAsking(false)}
              >
                Keep them
              </Button>
              <Button
                color="red"
                loading={isSaving}
                disabled={whyNot !== null}
                onClick={() => void save(true)}
              >
                Replace
              </Button>
            </>
          }
        >
          "{taken.name}" is taken: {countAxes(taken.positions.length)}, saved{' '}
          {formatMoment(taken.savedAt)} by {taken.savedBy}.
        </Notice>
      ) : (
        <div className={classes['buttons']}>
          {refusal !== null && <p className={classes['why']}>{refusal}</p>}
          <Button variant="default" onClick={() => closeForm()}>
            Cancel
          </Button>
          <Refusable
            does="Keeps where they stand now. Nothing moves."
            refusal={whyNot}
          >
            <Button type="submit" loading={isSaving} disabled={whyNot !== null}>
              {isAll ? 'Save all axes' : `Save ${countAxes(chosen.length)}`}
            </Button>
          </Refusable>
        </div>
      )}
    </form>
  );
}
