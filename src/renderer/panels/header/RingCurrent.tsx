import { useDevice } from '../../stores/devices.ts';
import Num from '../../widgets/Num.tsx';
import HeaderItem from './HeaderItem.tsx';

/** The current of the storage ring. */
export default function RingCurrent({
  device: name,
}: {
  readonly device: string;
}) {
  const device = useDevice(name);
  const isOffline = device?.status === 'offline' || device?.status === 'error';
  return (
    <HeaderItem
      label="Ring current"
      isStale={device?.isStale ?? true}
      tone={isOffline ? 'error' : undefined}
    >
      {isOffline ? (
        'Offline'
      ) : (
        <span title={device?.message ?? undefined}>
          <Num value={device?.value} decimals={device?.decimals ?? 1} />{' '}
          {device?.unit}
        </span>
      )}
    </HeaderItem>
  );
}
