import { useConnection } from '../../stores/connection.ts';
import { useStation } from '../../stores/station.ts';
import ControlMenu from './ControlMenu.tsx';
import ExperimentField from './ExperimentField.tsx';
import classes from './Header.module.css';
import HeaderItem from './HeaderItem.tsx';
import RingCurrent from './RingCurrent.tsx';
import SettingsMenu from './SettingsMenu.tsx';
import Shutter from './Shutter.tsx';
import StopAll from './StopAll.tsx';

/** The head of the window: where we are, for whom, whether there is beam, who steers, and STOP ALL. */
export default function Header() {
  const station = useStation((state) => state.station);
  const { status, reason } = useConnection();
  return (
    <header className={classes['header']} data-status={status}>
      <h1 className={classes['brand']}>Beamtime</h1>
      {station?.isSimulated && (
        <strong
          className={classes['simulation']}
          title="Nothing here is real hardware."
        >
          SIMULATION
        </strong>
      )}
      {status === 'connected' ? (
        <div className={classes['items']}>
          <HeaderItem label="Beamline" canShrink>
            {station?.name}
          </HeaderItem>
          <ExperimentField />
          {station?.ringCurrent != null && (
            <RingCurrent device={station.ringCurrent} />
          )}
          {station?.shutter != null && <Shutter device={station.shutter} />}
          <ControlMenu />
        </div>
      ) : (
        <p className={classes['lost']} role="status">
          <strong>
            {status === 'lost'
              ? 'Connection lost, trying again.'
              : 'Connecting to the station.'}
          </strong>
          <span title={reason ?? undefined}>
            {status === 'lost' &&
              'What is shown is old; a running scan goes on. '}
            {reason}
          </span>
        </p>
      )}
      <SettingsMenu />
      <StopAll />
    </header>
  );
}
