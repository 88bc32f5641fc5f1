import h5wasm from 'h5wasm/node';
import type { RunHeader } from '../../engine/events.ts';
import type { RecorderBlock } from '../recorder.ts';
import type { Hdf5File } from './hdf5.ts';
import { replaceNumber } from './hdf5.ts';
import type { Layout } from './nexus-tree.ts';

type Numbers = InstanceType<typeof h5wasm.Dataset>;

interface GridMap {
  readonly column: number;
  readonly dataset: Numbers;
  /** The whole map, so that rows are written at once, whichever way they were scanned. */
  readonly values: Float64Array;
}

/** Writes blocks of points in place: flat per column, and as maps where the run has them. */
export class NumbersWriter {
  readonly #file: Hdf5File;
  readonly #layout: Layout;
  readonly #columns: readonly Numbers[];
  readonly #maps: readonly GridMap[];
  readonly #rowLength: number;
  readonly #isSnake: boolean;

  constructor(file: Hdf5File, layout: Layout, header: RunHeader) {
    const { grid } = layout;
    this.#file = file;
    this.#layout = layout;
    this.#columns = layout.columns.map((path) => numbersAt(file, path));
    this.#rowLength = grid?.rowLength ?? 1;
    this.#isSnake = header.isSnake;
    this.#maps = (grid?.maps ?? []).map(({ column, path }) => ({
      column,
      dataset: numbersAt(file, path),
      values: new Float64Array(header.points).fill(NaN),
    }));
  }

  write({ first, count, columns }: RecorderBlock): void {
    if (count === 0) return;
    if (this.#layout.isScalar) {
      this.#layout.columns.forEach((path, i) => {
        replaceNumber(this.#file, path, columns[i]?.[0] ?? NaN);
      });
      return;
    }
    this.#columns.forEach((dataset, i) => {
      const values = columns[i];
      if (values) dataset.write_slice([[first, first + count]], values);
    });
    for (const map of this.#maps) {
      const values = columns[map.column];
      if (values) this.#writeRows(map, first, values);
    }
  }

  #writeRows(map: GridMap, first: number, values: Float64Array): void {
    const length = this.#rowLength;
    values.forEach((value, i) => {
      map.values[this.#place(first + i)] = value;
    });
    const from = Math.floor(first / length);
    const to = Math.floor((first + values.length - 1) / length) + 1;
    map.dataset.write_slice(
      [
        [from, to],
        [0, length],
      ],
      map.values.subarray(from * length, to * length),
    );
  }

  /** Where a point goes in the map: rows scanned backwards are turned round. */
  #place(point: number): number {
    const length = this.#rowLength;
    const row = Math.floor(point / length);
    const column = point - row * length;
    const isBackwards = this.#isSnake && row % 2 === 1;
    return row * length + (isBackwards ? length - 1 - column : column);
  }
}

function numbersAt(file: Hdf5File, path: string): Numbers {
  const found = file.get(path);
  if (found instanceof h5wasm.Dataset) return found;
  throw new Error(`The file has no numbers at ${path}`);
}
