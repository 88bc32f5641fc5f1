/**
 * Structured-clone values as text, to cross between Node and the page. Both functions stand alone: their source is put
 * into the page as well.
 */
export function encode(value: unknown): string {
  function base64(bytes: Uint8Array): string {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    }
    return btoa(text);
  }
  function pack(item: unknown): unknown {
    if (item === undefined) return { $: 'undefined' };
    if (typeof item === 'bigint') return { $: 'bigint', text: String(item) };
    if (typeof item === 'number') {
      const isPlain = Number.isFinite(item) && !Object.is(item, -0);
      return isPlain
        ? item
        : { $: 'number', text: Object.is(item, -0) ? '-0' : String(item) };
    }
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return item.map(pack);
    if (ArrayBuffer.isView(item)) {
      const bytes = new Uint8Array(
        item.buffer,
        item.byteOffset,
        item.byteLength,
      );
      return { $: 'view', name: item.constructor.name, text: base64(bytes) };
    }
    if (item instanceof ArrayBuffer)
      return { $: 'buffer', text: base64(new Uint8Array(item)) };
    if (item instanceof Date) return { $: 'date', at: item.getTime() };
    if (item instanceof Map) return { $: 'map', entries: [...item].map(pack) };
    if (item instanceof Set) return { $: 'set', entries: [...item].map(pack) };
    if (item instanceof Error) return { $: 'error', text: item.message };
    return {
      $: 'object',
      entries: Object.entries(item).map(([key, each]) => [key, pack(each)]),
    };
  }
  return JSON.stringify(pack(structuredClone(value)));
}

export function decode(text: string): unknown {
  function bytesOf(packed: object): ArrayBuffer {
    const binary = atob(String(Reflect.get(packed, 'text')));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0)).buffer;
  }
  function entriesOf(packed: object): unknown[] {
    const entries: unknown = Reflect.get(packed, 'entries');
    return Array.isArray(entries) ? entries.map(unpack) : [];
  }
  function pairsOf(packed: object): [unknown, unknown][] {
    return entriesOf(packed).map((entry) =>
      Array.isArray(entry) ? [entry[0], entry[1]] : [entry, entry],
    );
  }
  function unpack(packed: unknown): unknown {
    if (Array.isArray(packed)) return packed.map(unpack);
    if (typeof packed !== 'object' || packed === null) return packed;
    const of = (key: string): unknown => Reflect.get(packed, key);
    switch (of('$')) {
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(String(of('text')));
      case 'number':
        return Number(of('text'));
      case 'view': {
        const type: unknown = Reflect.get(globalThis, String(of('name')));
        return typeof type === 'function'
          ? Reflect.construct(type, [bytesOf(packed)])
          : undefined;
      }
      case 'buffer':
        return bytesOf(packed);
      case 'date':
        return new Date(Number(of('at')));
      case 'map':
        return new Map(pairsOf(packed));
      case 'set':
        return new Set(entriesOf(packed));
      case 'error':
        return new Error(String(of('text')));
      default:
        return Object.fromEntries(pairsOf(packed));
    }
  }
  return unpack(JSON.parse(text));
}
