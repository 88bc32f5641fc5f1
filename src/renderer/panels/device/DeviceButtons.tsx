import { Button } from '@mantine/core';
import type { DeviceDetail } from '../../../contract/parameters.ts';
import { ask, call } from '../../stores/call.ts';
import { useControlRefusal } from '../../stores/control.ts';
import FieldPopover from '../../widgets/FieldPopover.tsx';
import LockForm from '../../widgets/LockForm.tsx';
import Refusable from '../../widgets/Refusable.tsx';
import BringBack from './BringBack.tsx';
import classes from './DevicePanel.module.css';
import MethodButton from './MethodButton.tsx';
import SetPosition from './SetPosition.tsx';

/** What the whole device can be told: its methods, what its place is called, put aside, bring back, lock. */
export default function DeviceButtons({
  detail,
}: {
  readonly detail: DeviceDetail;
}) {
  const { name, methods, parameters, lock, canRedefine } = detail;
  const refusal = useControlRefusal();
  const whyNotRedefine = refusal ?? whyNoPosition(parameters);
  const writable = parameters.filter(({ isWritable }) => isWritable);
  const position = writable.find((parameter) => parameter.name === 'position');
  const aside = writable.filter(({ stashed }) => stashed > 0);
  const locking = (
    <LockForm
      lock={lock}
      label={`Lock all of ${name}, because`}
      onLock={(why, isPermanent) =>
        ask('devices.lock', { name, why, ...(isPermanent && { isPermanent }) })
      }
      onUnlock={(force) =>
        ask('devices.unlock', { name, ...(force && { force }) })
      }
    />
  );
  return (
    <>
      <div
        className={classes['buttons']}
        role="group"
        aria-label={`What ${name} can be told`}
      >
        {methods.map((method) => (
          <MethodButton
            key={method.name}
            device={name}
            method={method}
            refusal={refusal}
          />
        ))}
        {canRedefine && position && (
          <FieldPopover
            label={`Set position of ${name}`}
            position="bottom-start"
            width="21rem"
            target={(isOpen, toggle) => (
              <Button
                variant="default"
                aria-haspopup="dialog"
                aria-expanded={isOpen}
                disabled={whyNotRedefine !== null}
                title={
                  whyNotRedefine ??
                  'Says what this place is called; nothing moves.'
                }
                onClick={toggle}
              >
                Set position
              </Button>
            )}
          >
            {(close) => (
              <SetPosition device={name} position={position} onDone={close} />
            )}
          </FieldPopover>
        )}
        <span className={classes['gap']} />
        {writable.length > 0 && (
          <>
            <Refusable
              does={`Puts the values of ${words(writable.length)} aside, to bring them back later.`}
              refusal={refusal}
            >
              <Button
                variant="default"
                disabled={refusal !== null}
                onClick={() => void call('devices.stash', { name })}
              >
                Put all aside
              </Button>
            </Refusable>
            <FieldPopover
              label={`Bring all of ${name} back`}
              position="bottom-end"
              width="24rem"
              target={(isOpen, toggle) => (
                <Button
                  variant="default"
                  aria-haspopup="dialog"
                  aria-expanded={isOpen}
                  disabled={refusal !== null || aside.length === 0}
                  title={
                    refusal ??
                    (aside.length === 0
                      ? 'Nothing is put aside.'
                      : 'Shows what was put aside last beside what is now, before anything is set or moves.')
                  }
                  onClick={toggle}
                >
                  Bring all back{aside.length > 0 && ` (${aside.length})`}
                </Button>
              )}
            >
              {(close) => (
                <BringBack device={name} parameters={aside} onDone={close} />
              )}
            </FieldPopover>
            {lock === null && (
              <FieldPopover
                label={`Lock ${name}`}
                position="bottom-end"
                width="21rem"
                target={(isOpen, toggle) => (
                  <Button
                    variant="default"
                    aria-haspopup="dialog"
                    aria-expanded={isOpen}
                    disabled={refusal !== null}
                    title={refusal ?? 'Nobody can change anything of it then.'}
                    onClick={toggle}
                  >
                    Lock
                  </Button>
                )}
              >
                {() => locking}
              </FieldPopover>
            )}
          </>
        )}
      </div>
      {refusal !== null && <p className={classes['refusal']}>{refusal}</p>}
      {lock !== null && <div className={classes['lock']}>{locking}</div>}
    </>
  );
}

/** Why its place cannot be called anything else now: it moves, or its position or offset is locked. */
function whyNoPosition(parameters: DeviceDetail['parameters']): string | null {
  const whyNot = (name: string) =>
    parameters.find((parameter) => parameter.name === name)?.whyNot ?? null;
  return whyNot('position') ?? whyNot('offset');
}

function words(count: number): string {
  return count === 1 ? 'one parameter' : `${count} parameters`;
}
