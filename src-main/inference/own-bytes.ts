/**
 * Messages whose arrays own their memory. Structured clone takes the whole buffer behind a view: one frame cut out of a
 * decoder's buffer would take everything around it along, and one that came out of a message would keep that whole message in memory.
 */

interface OwnBytes<T> {
  readonly value: T;
  /** All buffers in it, each once: what may be transferred. */
  readonly buffers: readonly ArrayBuffer[];
}

/**
 * Plain objects and arrays are walked; a view of less than its buffer, or of a shared one, is copied, all others stay. Objects
 * and arrays without such a view are not copied either: answers of hundreds of points are walked twice on their way.
 */
export function withOwnBytes<T>(given: T): OwnBytes<T> {
  const buffers = new Set<ArrayBuffer>();
  return { value: own(given, buffers) as T, buffers: [...buffers] };
}

function own(value: unknown, buffers: Set<ArrayBuffer>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    const view = ownView(value);
    if (view.buffer instanceof ArrayBuffer) buffers.add(view.buffer);
    return view;
  }
  if (Array.isArray(value)) return withOwnItems(value, buffers);
  return isPlainObject(value) ? withOwnValues(value, buffers) : value;
}

function withOwnItems(items: readonly unknown[], buffers: Set<ArrayBuffer>): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    const owned = own(item, buffers);
    if (owned === item) continue;
    copy ??= [...items];
    copy[at] = owned;
  }
  return copy ?? items;
}

function withOwnValues(
  given: Readonly<Record<string, unknown>>,
  buffers: Set<ArrayBuffer>,
): Readonly<Record<string, unknown>> {
  let copy: Record<string, unknown> | null = null;
  for (const name of Object.keys(given)) {
    const value = given[name];
    const owned = own(value, buffers);
    if (owned === value) continue;
    copy ??= { ...given };
    copy[name] = owned;
  }
  return copy ?? given;
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
