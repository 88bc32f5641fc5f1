import { Packr } from 'msgpackr';

/**
 * MessagePack with typed arrays, dates and `undefined`, as structured clone has them. Without records: those are
 * decoded by code that is generated at run time, which the page's content security policy forbids.
 */
const packr = new Packr({
  structuredClone: true,
  moreTypes: true,
  useRecords: false,
  mapsAsObjects: true,
});

/** A message as bytes of its own (the packer reuses its buffer). */
export function pack(message: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(packr.pack(message));
}

/** @throws Error when the bytes are no whole message */
export function unpack(bytes: Uint8Array): unknown {
  return packr.unpack(bytes);
}
