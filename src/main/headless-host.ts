import { loadBeamline } from './config/load.ts';
import { drivers } from './drivers/index.ts';
import type { HostOptions } from './host-options.ts';
import { hostStation, type HostedStation } from './host-station.ts';
import { openStation, type Station } from './station.ts';

/**
 * The station without a window: served to browsers and programs. What had to be put right goes to stderr.
 *
 * @throws BeamtimeError `config` for a beamline file with mistakes, `busy`, `port-in-use`, `token`, `database`
 */
export async function runHeadless(
  options: HostOptions,
): Promise<HostedStation<Station>> {
  // Its mistakes are told first, whatever else is in the way.
  loadBeamline(options.beamlineFile, drivers);
  const host = await hostStation(options, () => openStation(options));
  for (const notice of host.station.notices)
    process.stderr.write(`${notice}\n`);
  return host;
}
