import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type { Peak } from '../../contract/runs.ts';

/** How one channel is drawn, wherever it appears. Undefined = as the run suggests. */
export interface ChannelStyle {
  readonly isShown?: boolean;
  readonly side?: 'left' | 'right';
  readonly isLog?: boolean;
}

/** How plots look. Kept in localStorage, per channel: nobody sets the same thing twice. */
export interface PlotView {
  readonly channels: Readonly<Record<string, ChannelStyle>>;
  /** The x somebody chose, by the x that the run suggests. */
  readonly xInstead: Readonly<Record<string, string>>;
  /** The last two runs over the same axis lie under the present one. */
  readonly areEarlierShown: boolean;
  /** A mesh as curves, point by point, instead of a map. */
  readonly isMapFlat: boolean;
  readonly styleChannel: (name: string, style: ChannelStyle) => void;
  readonly chooseX: (suggested: string, chosen: string) => void;
  readonly set: (
    view: Partial<Pick<PlotView, 'areEarlierShown' | 'isMapFlat'>>,
  ) => void;
}

export const usePlotView = create<PlotView>()(
  persist(
    (set) => ({
      channels: {},
      xInstead: {},
      areEarlierShown: true,
      isMapFlat: false,
      styleChannel: (name, style) =>
        set(({ channels }) => ({
          channels: { ...channels, [name]: { ...channels[name], ...style } },
        })),
      chooseX: (suggested, chosen) =>
        set(({ xInstead }) => ({
          xInstead: { ...xInstead, [suggested]: chosen },
        })),
      set: (view) => set(view),
    }),
    { name: 'beamtime.plot', version: 1 },
  ),
);

/** What is on the plot now: for the commands that act on it. */
export interface PlotNow {
  /** The axis along x, if it is one that can be moved. */
  readonly axis: string | null;
  /** The channel whose style `L` changes and whose peak is shown. */
  readonly channel: string | null;
  readonly peak: Peak | null;
  readonly resetZoom: (() => void) | null;
  readonly saveCsv: (() => void) | null;
  readonly savePng: (() => void) | null;
}

export const usePlotNow = create<PlotNow>()(() => ({
  axis: null,
  channel: null,
  peak: null,
  resetZoom: null,
  saveCsv: null,
  savePng: null,
}));

/** Linear to log and back, for the channel that is shown. */
export function toggleLog(): void {
  const { channel } = usePlotNow.getState();
  const { channels, styleChannel } = usePlotView.getState();
  if (channel !== null)
    styleChannel(channel, { isLog: channels[channel]?.isLog !== true });
}
