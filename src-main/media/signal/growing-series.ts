/** Numbers that arrive one at a time, kept without boxing: a typed array that doubles when it is full. */
export class GrowingSeries {
  private values: Float64Array | Uint8Array;
  private used = 0;

  /** `bytes` keeps whole numbers 0 to 255 in one byte each; `times` keeps any number. */
  constructor(kind: 'bytes' | 'times') {
    this.values = kind === 'bytes' ? new Uint8Array(1024) : new Float64Array(1024);
  }

  get length(): number {
    return this.used;
  }

  push(value: number): void {
    if (this.used === this.values.length) {
      const double = this.values.length * 2;
      const larger = this.values instanceof Uint8Array ? new Uint8Array(double) : new Float64Array(double);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.used] = value;
    this.used += 1;
  }

  /** @throws RangeError outside 0 to `length - 1`. */
  at(index: number): number {
    const value = index < this.used ? this.values[index] : undefined;
    if (value === undefined) throw new RangeError(`no value ${String(index)} of ${String(this.used)}`);
    return value;
  }
}

/** The index of the value nearest to `wanted` in a rising series; -1 if the series is empty. */
export function nearestIndex(series: GrowingSeries, wanted: number): number {
  let low = 0;
  let high = series.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (series.at(middle) <= wanted) low = middle;
    else high = middle;
  }
  if (high < 0) return -1;
  return Math.abs(series.at(low) - wanted) <= Math.abs(series.at(high) - wanted) ? low : high;
}
