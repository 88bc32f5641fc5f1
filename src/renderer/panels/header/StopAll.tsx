import { IconHandStop } from '@tabler/icons-react';
import { stopAll } from '../../stores/stop.ts';
import classes from './StopAll.module.css';

/** The one large red thing. It asks nothing and is never disabled; what came of it is told by the banner. */
export default function StopAll() {
  return (
    <button
      type="button"
      className={classes['stop']}
      onClick={() => void stopAll()}
      title="Stops every device at once (Ctrl+.). Needs no control; nothing moves until it is reset."
    >
      <IconHandStop size={18} stroke={2} aria-hidden />
      STOP ALL
    </button>
  );
}
