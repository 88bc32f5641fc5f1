import { randomBytes } from 'node:crypto';
import { type HostOptions, parseHostOptions } from '../host-options.ts';

/** Switches of Chromium and Node that people and test tools give to an Electron program. */
const chromiumSwitch =
  /^--(no-sandbox|inspect|remote-debugging|disable-gpu|disable-dev-shm|enable-logging|ozone-|force-|user-data-dir|lang=|enable-features|disable-features)/;

/**
 * The desktop program's options. Nobody types its address, so unless told otherwise it takes a free port, and a token
 * that only this user's programs can read.
 *
 * @throws BeamtimeError `bad-input`, with a problem per option
 */
export function desktopOptions(args: readonly string[]): HostOptions {
  const own = args.filter((arg) => !chromiumSwitch.test(arg));
  const options = parseHostOptions(own);
  const isPortGiven = own.some((arg) => /^--port(=|$)/.test(arg));
  return {
    ...options,
    port: isPortGiven ? options.port : 0,
    token: options.token ?? randomBytes(24).toString('base64url'),
  };
}
