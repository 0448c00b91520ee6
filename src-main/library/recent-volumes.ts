/** What is mounted, looked at once for several questions in a row. */
import type { Clock } from '../platform/clock.ts';
import type { MountedVolumes, VolumeSource } from './volumes.ts';

/** A player asks for many pieces of a file in a second; a disk that was pulled out may go unnoticed for so long. */
const freshMs = 2_000;

export class RecentVolumes implements VolumeSource {
  readonly #source: VolumeSource;
  readonly #clock: Clock;
  #last: { readonly atMs: number; readonly read: Promise<MountedVolumes> } | null = null;

  constructor(source: VolumeSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  read(): Promise<MountedVolumes> {
    const nowMs = this.#clock.now();
    if (this.#last !== null && nowMs - this.#last.atMs < freshMs) return this.#last.read;
    const read = this.#source.read();
    const last = { atMs: nowMs, read };
    this.#last = last;
    // A look that failed is not kept.
    read.catch(() => {
      if (this.#last === last) this.#last = null;
    });
    return read;
  }
}
