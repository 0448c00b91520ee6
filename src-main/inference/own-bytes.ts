/**
 * Messages whose arrays own their memory. Structured clone takes the whole buffer behind a view: one frame cut out of a
 * decoder's buffer would take everything around it along, and one that came out of a message would keep that whole message in memory.
 */

interface OwnBytes<T> {
  readonly value: T;
  /** All buffers in it, each once: what may be transferred. */
  readonly buffers: readonly ArrayBuffer[];
}

/** Plain objects and arrays are walked; a view of less than its buffer, or of a shared one, is copied, all others stay. */
export function withOwnBytes<T>(given: T): OwnBytes<T> {
  const buffers = new Set<ArrayBuffer>();
  const own = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) {
      const view = ownView(value);
      if (view.buffer instanceof ArrayBuffer) buffers.add(view.buffer);
      return view;
    }
    if (Array.isArray(value)) return withOwnItems(value, own);
    if (isPlainObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, own(each)]));
    }
    return value;
  };
  return { value: own(given) as T, buffers: [...buffers] };
}

/** Long lists of numbers are the usual ones: they stay what they are. */
function withOwnItems(items: readonly unknown[], own: (value: unknown) => unknown): readonly unknown[] {
  return items.some((item) => typeof item === 'object' && item !== null) ? items.map(own) : items;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function ownView(view: ArrayBufferView): ArrayBufferView {
  const isWhole = view.byteLength === view.buffer.byteLength && view.buffer instanceof ArrayBuffer;
  if (isWhole && !Buffer.isBuffer(view)) return view;
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  // Node's own kind of Uint8Array is none elsewhere.
  const copy = isWhole ? bytes : new Uint8Array(bytes);
  if (view instanceof Uint8Array) return copy;
  const Kind = view.constructor as new (buffer: ArrayBufferLike) => ArrayBufferView;
  return new Kind(copy.buffer);
}
