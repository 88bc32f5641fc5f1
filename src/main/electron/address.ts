/** The page's own scheme, instead of `file://`: it has an origin, and nothing but the built page is behind it. */
export const pageScheme = 'beamtime';
export const pageAddress = `${pageScheme}://page/`;

/** As much of Electron's `WebFrameMain` as is needed to know a frame. */
export interface Frame {
  readonly url: string;
  /** Null for the main frame of a page. */
  readonly parent: unknown;
}

/** Whether a message comes from the main frame of our window, showing our page: anybody else is not listened to. */
export function isOurPage(
  event: { readonly sender: object; readonly senderFrame: Frame | null },
  ours: object | undefined,
): boolean {
  const { sender, senderFrame } = event;
  if (sender !== ours || senderFrame === null) return false;
  try {
    return (
      senderFrame.parent === null && senderFrame.url.startsWith(pageAddress)
    );
  } catch {
    // The frame was disposed of meanwhile.
    return false;
  }
}

/** For people. */
export function addressOf(frame: Frame | null): string {
  try {
    return frame?.url ?? 'a frame that is gone';
  } catch {
    return 'a frame that is gone';
  }
}

/** The path of a request for a file of the page; undefined = another host of the scheme, which does not exist. */
export function pathInPage(url: string): string | undefined {
  return url.startsWith(pageAddress) && URL.canParse(url)
    ? new URL(url).pathname
    : undefined;
}
