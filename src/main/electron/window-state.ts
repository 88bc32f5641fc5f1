import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const WindowState = z.object({
  width: z.number().int().min(1024).max(20_000),
  height: z.number().int().min(700).max(20_000),
  /** Null = in the middle of the screen. */
  position: z.object({ x: z.number().int(), y: z.number().int() }).nullable(),
  isMaximized: z.boolean(),
});

/** Where the window was, in screen coordinates, when it was not maximized. */
export type WindowState = z.infer<typeof WindowState>;

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const smallestSize = { width: 1024, height: 700 } as const;
const usual: WindowState = {
  position: null,
  width: 1440,
  height: 900,
  isMaximized: false,
};

/** What was kept, if it can be read and still lies on one of these screens; else the usual size, in the middle. */
export function readWindowState(
  file: string,
  screens: readonly Rectangle[],
): WindowState {
  const kept = WindowState.safeParse(readJson(file)).data;
  if (!kept) return usual;
  const { width, height, position } = kept;
  const isSeen =
    position !== null &&
    screens.some((screen) => overlaps(screen, { width, height, ...position }));
  return isSeen ? kept : { ...kept, position: null };
}

/** Keeps it. A disk that refuses is no reason to keep a window from closing. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.part`, JSON.stringify(state));
    renameSync(`${file}.part`, file);
  } catch {
    return;
  }
}

/** Enough of the title bar must be on the screen to take hold of it. */
function overlaps(screen: Rectangle, window: Rectangle): boolean {
  const across =
    Math.min(screen.x + screen.width, window.x + window.width) -
    Math.max(screen.x, window.x);
  const isBarInside =
    window.y >= screen.y && window.y + 40 <= screen.y + screen.height;
  return across >= 100 && isBarInside;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
