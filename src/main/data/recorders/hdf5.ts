import h5wasm from 'h5wasm/node';
import type { Group } from 'h5wasm/node';

/** The HDF5 inside the h5wasm that package.json pins. */
export const hdf5Version = '2.0.0';

const library = await h5wasm.ready;
// Without this a full disk goes unnoticed.
library.activate_throwing_error_handler();

/** A value an attribute can have: text, several texts, or a whole number. */
export type Attribute = string | readonly string[] | number;
export type Attributes = Readonly<Record<string, Attribute>>;

/** A file that is being written. */
export type Hdf5File = InstanceType<typeof h5wasm.File>;

/** Opens a file that was reserved (exists, empty, ours) for writing. */
export function createFile(file: string): Hdf5File {
  return new h5wasm.File(file, 'w');
}

/** Opens a finished tree to write numbers in place. */
export function reopenFile(file: string): Hdf5File {
  return new h5wasm.File(file, 'a');
}

/** @throws when something could not be written, or is still open inside the library */
export function closeFile(file: Hdf5File): void {
  if (file.close() < 0) throw new Error('HDF5 could not close the file.');
}

/** An attribute of the root of a file, as text; undefined when the file cannot be read or has none. */
export function rootText(file: string, attribute: string): string | undefined {
  try {
    const opened = new h5wasm.File(file, 'r');
    try {
      const value = opened.attrs[attribute]?.value;
      return typeof value === 'string' ? value : undefined;
    } finally {
      opened.close();
    }
  } catch {
    return undefined;
  }
}

export function setAttributes(
  target: { create_attribute: Group['create_attribute'] },
  attributes: Attributes,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'number')
      target.create_attribute(name, value, [], '<i');
    else if (typeof value === 'string')
      target.create_attribute(name, value, [], 'S');
    else target.create_attribute(name, [...value], [value.length], 'S');
  }
}

/** A group of a NeXus class. */
export function addGroup(
  parent: Group,
  name: string,
  nxClass: string,
  attributes: Attributes = {},
): Group {
  const group = parent.create_group(name);
  setAttributes(group, { NX_class: nxClass, ...attributes });
  return group;
}

/** A text that does not change. */
export function addText(
  parent: Group,
  name: string,
  value: string,
  attributes: Attributes = {},
): void {
  setAttributes(
    parent.create_dataset({ name, data: value, shape: [], dtype: 'S' }),
    attributes,
  );
}

/** A text of at most `length` bytes that `replaceText` can change in place. */
export function addFixedText(
  parent: Group,
  name: string,
  value: string,
  length: number,
): void {
  const data = padded(value, length);
  parent.create_dataset({
    name,
    data: new TextDecoder().decode(data),
    shape: [],
    dtype: `S${String(length)}`,
  });
}

/** A floating-point number that `replaceNumber` can change in place. */
export function addNumber(
  parent: Group,
  name: string,
  value: number,
  attributes: Attributes = {},
): void {
  setAttributes(
    parent.create_dataset({ name, data: value, shape: [], dtype: '<d' }),
    attributes,
  );
}

/** A whole number that `replaceInteger` can change in place. */
export function addInteger(parent: Group, name: string, value: number): void {
  const data = BigInt64Array.of(BigInt(value));
  parent.create_dataset({ name, data, shape: [], dtype: '<q' });
}

/** Numbers of known shape, all of them on disk now, so that they can be written in place later. */
export function addNumbers(
  parent: Group,
  name: string,
  shape: readonly number[],
  data: Float64Array,
  attributes: Attributes,
): void {
  const dataset = parent.create_dataset({
    name,
    data,
    shape: [...shape],
    dtype: '<d',
  });
  setAttributes(dataset, attributes);
}

/** As `addNumbers`, holding NaN; a scalar where there is no dimension. */
export function addEmptyNumbers(
  parent: Group,
  name: string,
  shape: readonly number[],
  attributes: Attributes,
): void {
  if (shape.length === 0) {
    addNumber(parent, name, NaN, attributes);
    return;
  }
  const length = shape.reduce((product, size) => product * size, 1);
  const data = new Float64Array(length).fill(NaN);
  addNumbers(parent, name, shape, data, attributes);
}

export function replaceNumber(file: Hdf5File, path: string, value: number) {
  replace(file, path, new Uint8Array(Float64Array.of(value).buffer));
}

export function replaceInteger(file: Hdf5File, path: string, value: number) {
  replace(file, path, new Uint8Array(BigInt64Array.of(BigInt(value)).buffer));
}

export function replaceText(
  file: Hdf5File,
  path: string,
  value: string,
  length: number,
): void {
  replace(file, path, padded(value, length));
}

/** UTF-8, cut at a character, filled up with spaces as HDF5's space-padded strings are. */
function padded(text: string, length: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(0x20);
  new TextEncoder().encodeInto(text, bytes);
  return bytes;
}

/** Scalars have no slices, so they are written whole by the library's lower call. */
function replace(file: Hdf5File, path: string, bytes: Uint8Array): void {
  const pointer = library._malloc(bytes.byteLength);
  try {
    library.HEAPU8.set(bytes, pointer);
    library.set_dataset_data(
      file.file_id,
      path,
      null,
      null,
      null,
      BigInt(pointer),
    );
  } finally {
    library._free(pointer);
  }
}
