import { spawnSync } from 'node:child_process';
import type { Clock } from '../../base/clock.ts';
import type { LineFaults } from '../../device/testing/movable-bench.ts';
import { serialOpener } from '../../io/serial.ts';
import { tcpOpener } from '../../io/tcp.ts';
import type { PortOpener } from '../../io/types.ts';
import { withFaults, type FaultyResponder } from '../../simulator/faults.ts';
import { servePty } from '../../simulator/serve-pty.ts';
import { serveSerial } from '../../simulator/serve-serial.ts';
import { serveTcp } from '../../simulator/serve-tcp.ts';
import type { Responder } from '../../simulator/types.ts';

/** A simulated instrument that can be reached, and whose line a test can make ill. */
export interface TestLine {
  readonly opener: PortOpener;
  readonly faults: LineFaults;
  readonly responder: FaultyResponder;
  close(): Promise<void>;
}

const allKinds = ['TCP', "the serial library's mock", 'a real pty'] as const;
export type LineKind = (typeof allKinds)[number];

/** The kinds of line that drivers are tried on: all, or TCP only, with `BEAMTIME_QUICK=1`, as the quick check sets it. */
export const lineKinds: readonly LineKind[] =
  process.env['BEAMTIME_QUICK'] === '1' ? ['TCP'] : allKinds;

/** Whether a kind of line can be had here; says loudly when not. */
export function canServe(kind: LineKind): boolean {
  if (kind !== 'a real pty') return true;
  const isThere = spawnSync('socat', ['-V']).status === 0;
  if (!isThere) {
    process.stderr.write(
      '\n*** socat is not installed: the drivers are NOT tried on a real pty. (Debian: apt install socat)\n\n',
    );
  }
  return isThere;
}

/** Serves a responder on a line of this kind. */
export async function serve(
  kind: LineKind,
  inner: Responder,
  clock: Clock,
): Promise<TestLine> {
  const responder = withFaults(inner, clock);
  const { opener, served } = await reach(kind, responder);
  responder.onDrop(served.drop);
  return {
    opener,
    responder,
    faults: faultsOf(responder, kind !== 'a real pty'),
    async close() {
      responder.close();
      await served.close();
    },
  };
}

async function reach(kind: LineKind, responder: Responder) {
  if (kind === 'TCP') {
    const served = await serveTcp(responder);
    return { served, opener: tcpOpener(served.host, served.port) };
  }
  if (kind === 'a real pty') {
    const served = await servePty(responder);
    const opener = serialOpener({
      path: served.address,
      baudRate: 9600,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
    });
    return { served, opener };
  }
  const served = serveSerial(responder, 'test');
  return { served, opener: served.opener };
}

function faultsOf(responder: FaultyResponder, comesBack: boolean): LineFaults {
  const { faults } = responder;
  let sent = '';
  responder.onReceived((bytes) => {
    sent += Buffer.from(bytes).toString('latin1');
  });
  return {
    comesBack,
    sent: () => sent,
    deafen() {
      faults.isDeaf = true;
    },
    mute() {
      faults.isMute = true;
    },
    delay(ms) {
      faults.delayMs = ms;
    },
    split() {
      faults.split = { bytes: 1, pauseMs: 0.2 };
    },
    garbage(text) {
      faults.garbage = text;
    },
    cut: () => responder.drop(),
    heal() {
      Object.assign(faults, {
        isDeaf: false,
        isMute: false,
        delayMs: 0,
        split: null,
        glue: 0,
        garbage: null,
      });
    },
  };
}
