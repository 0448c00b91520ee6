/**
 * The last so many of a sequence, each slot made once and used again: pictures of a clip of any length in memory of
 * a fixed size. Items are known by their number in the whole sequence, from 0.
 */
export class RecentItems<T> {
  private readonly slots: readonly T[];
  private pushed = 0;

  constructor(capacity: number, make: () => T) {
    this.slots = Array.from({ length: capacity }, make);
  }

  /** How many there were, also those that are gone. */
  get length(): number {
    return this.pushed;
  }

  /** Number of the oldest that is still there. */
  get first(): number {
    return Math.max(0, this.pushed - this.slots.length);
  }

  /** The slot for the next item, holding what an old one left. */
  next(): T {
    this.pushed += 1;
    return this.at(this.pushed - 1);
  }

  /** @throws RangeError when it is gone or was never there. */
  at(index: number): T {
    const slot =
      index >= this.first && index < this.pushed ? this.slots[index % this.slots.length] : undefined;
    if (slot === undefined) throw new RangeError(`no item ${String(index)}`);
    return slot;
  }
}
