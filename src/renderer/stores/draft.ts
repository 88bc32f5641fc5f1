import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import type {
  ScanRequest,
  ScanSource,
  ScanTypeInfo,
} from '../../contract/scans.ts';
import {
  carriedOver,
  requestOf,
  valuesOf,
  type FieldValue,
  type FieldValues,
} from './draft-values.ts';

/** The scan that is being prepared: what the form and the typed line hold. */
export interface Draft {
  readonly type: string;
  /** By field name, whatever the type: changing the type keeps what both have. */
  readonly values: FieldValues;
  /** Which of the two was edited last; the other one follows it. */
  readonly source: 'form' | 'line';
  readonly line: string;
  /** The queue item that is being edited; null = a new scan. */
  readonly queueId: number | null;
}

export interface DraftStore extends Draft {
  /** What stood in the form before something was opened in it, newest last. Nothing that was typed is lost. */
  readonly earlier: readonly Draft[];
  /** What was opened is still as it was. */
  readonly isUntouched: boolean;
  /** Changes the type; what both types have under the same or a like name (`axis`, `axis1`) is kept. */
  readonly setType: (type: ScanTypeInfo) => void;
  readonly setValue: (name: string, value: FieldValue) => void;
  readonly setLine: (line: string) => void;
  /** Both views show what the station understood; `line` is left alone while it is the one being edited. */
  readonly follow: (request: ScanRequest | null, line: string | null) => void;
  /** Puts a scan into the form: from the history, or a queue item to be edited. */
  readonly open: (opened: { request: ScanRequest; queueId?: number }) => void;
  /** Goes back to what stood there before `open`. */
  readonly goBack: () => void;
  /** Forgets what stood there before `open`. */
  readonly keep: () => void;
}

const first: Draft = {
  type: 'ascan',
  values: {},
  source: 'form',
  line: '',
  queueId: null,
};

const mostKept = 10;

/** Kept in localStorage, so that a reload or a crash loses nothing. */
export const useDraft = create<DraftStore>()(
  persist(
    (set) => ({
      ...first,
      earlier: [],
      isUntouched: true,
      setType: (type) =>
        set(({ values }) => ({
          type: type.name,
          values: carriedOver(values, type),
          source: 'form',
          isUntouched: false,
        })),
      setValue: (name, value) =>
        set(({ values }) => ({
          values: { ...values, [name]: value },
          source: 'form',
          isUntouched: false,
        })),
      setLine: (line) => set({ line, source: 'line', isUntouched: false }),
      follow: (request, line) =>
        set(({ source, values }) =>
          source === 'form'
            ? line === null
              ? {}
              : { line }
            : request === null
              ? {}
              : {
                  type: request.type,
                  values: { ...values, ...valuesOf(request.params) },
                },
        ),
      open: ({ request, queueId = null }) =>
        set((before) => ({
          type: request.type,
          values: valuesOf(request.params),
          source: 'form',
          line: '',
          queueId,
          isUntouched: true,
          earlier: before.isUntouched
            ? before.earlier
            : [...before.earlier, draftOf(before)].slice(-mostKept),
        })),
      keep: () => set({ earlier: [] }),
      goBack: () =>
        set(({ earlier }) => ({
          ...(earlier.at(-1) ?? first),
          earlier: earlier.slice(0, -1),
          isUntouched: false,
        })),
    }),
    {
      name: 'beamtime.draft',
      version: 1,
      partialize: (state) => ({
        ...draftOf(state),
        earlier: state.earlier,
        isUntouched: state.isUntouched,
      }),
    },
  ),
);

/** Puts a scan into the scan form, where it can be changed; with `queueId`, saving puts it back into the queue. */
export function openDraft(opened: {
  request: ScanRequest;
  queueId?: number;
}): void {
  useDraft.getState().open(opened);
}

/** What the station is asked about: the line or the form, whichever was edited last. Null = type unknown here. */
export function sourceOf(
  draft: Draft,
  types: readonly ScanTypeInfo[],
  isScanLine: (line: string) => boolean,
): ScanSource | null {
  if (draft.source === 'line' && isScanLine(draft.line))
    return { line: draft.line };
  const type = types.find(({ name }) => name === draft.type);
  return type ? { request: requestOf(type, draft.values) } : null;
}

function draftOf({ type, values, source, line, queueId }: Draft): Draft {
  return { type, values, source, line, queueId };
}
