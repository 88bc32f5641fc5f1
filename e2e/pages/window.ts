import { expect, type Page } from '@playwright/test';
import { DevicePanel } from './device-panel.ts';
import { DevicesPanel } from './devices-panel.ts';
import { Header } from './header.ts';
import { HistoryPanel } from './history-panel.ts';
import { LogPanel } from './log-panel.ts';
import { PlotPanel } from './plot-panel.ts';
import { PositionsPanel } from './positions-panel.ts';
import { QueuePanel } from './queue-panel.ts';
import { RunBar } from './run-bar.ts';
import { ScanPanel } from './scan-panel.ts';

/** The whole window, as an operator sees it. One model per panel. */
export class BeamtimeWindow {
  readonly page: Page;
  readonly header: Header;
  readonly devices: DevicesPanel;
  readonly device: DevicePanel;
  readonly positions: PositionsPanel;
  readonly plot: PlotPanel;
  readonly scan: ScanPanel;
  readonly runBar: RunBar;
  readonly queue: QueuePanel;
  readonly history: HistoryPanel;
  readonly log: LogPanel;

  constructor(page: Page) {
    this.page = page;
    this.header = new Header(page);
    this.devices = new DevicesPanel(page);
    this.device = new DevicePanel(page);
    this.positions = new PositionsPanel(page);
    this.plot = new PlotPanel(page);
    this.scan = new ScanPanel(page);
    this.runBar = new RunBar(page);
    this.queue = new QueuePanel(page);
    this.history = new HistoryPanel(page);
    this.log = new LogPanel(page);
  }

  /** Opens the page and waits until it shows the station. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.expectConnected();
  }

  /** Waits until the page has the station's devices, and all of them are there. */
  async expectConnected(): Promise<void> {
    await expect(this.devices.rows.first()).toBeVisible({ timeout: 30_000 });
    await expect(this.devices.root.getByText('Offline')).toHaveCount(0, {
      timeout: 30_000,
    });
  }
}
