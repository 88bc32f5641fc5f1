import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { ClientInfo } from '../../../contract/control.ts';
import { contract, type BeamtimeContract } from '../../../contract/index.ts';
import type { Run } from '../../../contract/runs.ts';
import { createClient } from '../../../rpc/client.ts';
import { memoryPorts } from '../../../rpc/ports/memory.ts';
import type { Client } from '../../../rpc/types.ts';
import { openStation, type Station } from '../../station.ts';

const demo = fileURLToPath(
  new URL('../../../../resources/beamlines/demo.yaml', import.meta.url),
);

/** The demo beamline, hurried, in folders of its own. */
export class DemoStation {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'beamtime-station-'));
  readonly stateFolder = path.join(this.folder, 'state');
  readonly dataFolder = path.join(this.folder, 'data');
  readonly databaseFile = path.join(this.stateFolder, 'beamtime.sqlite');
  readonly beamlineFile = path.join(this.folder, 'demo.yaml');
  station: Station | undefined;

  /** Opens it; again after `close`. `edit` changes the text of the beamline file. */
  async open(
    useSimulator = true,
    edit: (text: string) => string = (text) => text,
  ): Promise<Station> {
    const text = readFileSync(demo, 'utf8');
    writeFileSync(
      this.beamlineFile,
      edit(text.replace(/^simulator:$/m, 'simulator:\n  speed: 20')),
    );
    this.station = await openStation({
      beamlineFile: this.beamlineFile,
      dataFolder: this.dataFolder,
      stateFolder: this.stateFolder,
      useSimulator,
    });
    return this.station;
  }

  /** Changes the database of a station that is closed. */
  tamper(sql: string): void {
    const database = new DatabaseSync(this.databaseFile);
    try {
      database.exec(sql);
    } finally {
      database.close();
    }
  }

  /** Connects a client; a page unless said otherwise. */
  async connect(
    name: string,
    kind: ClientInfo['kind'] = 'page',
  ): Promise<Client<BeamtimeContract>> {
    const [near, far] = memoryPorts();
    this.station?.server.accept(far, { host: 'localhost', client: null });
    const client = createClient(contract, near);
    await client.call('station.hello', {
      session: `session-${name}`,
      name,
      kind,
    });
    return client;
  }

  async close(): Promise<void> {
    await this.station?.abortAndClose();
    this.station = undefined;
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Waits until every device has come online. */
export async function online(client: Client<BeamtimeContract>): Promise<void> {
  for (;;) {
    const devices = await client.call('devices.list');
    if (devices.every(({ status }) => status !== 'offline')) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The next run that this client is told has ended. */
export function nextEnd(client: Client<BeamtimeContract>): Promise<Run> {
  return new Promise((resolve) => {
    const stop = client.on('runs.changed', (run) => {
      if (run.endedAt === null) return;
      stop();
      resolve(run);
    });
  });
}
