/**
 * Reads a pipe of raw blocks (frames, or samples) together with the pipe of their times, and hands on each block with its
 * time, in order. One block buffer is used again and again. While a time is late the pipe of blocks is paused, so
 * nothing piles up however slow the receiver is: a full pipe makes ffmpeg wait.
 */
import type { Buffer } from 'node:buffer';
import type { Readable } from 'node:stream';
import { createLineSplitter } from '../platform/line-splitter.ts';
import { timesPerSec } from './decode-filters.ts';

/**
 * `timeSec` is null where the frame has no time stamp. `bytes` is valid during the call only. A promise holds back all that
 * follows until it resolves; it must not reject.
 */
export type BlockReceiver = (bytes: Uint8Array, timeSec: number | null) => void | Promise<void>;

export interface BlockStreams {
  readonly blocks: Readable;
  readonly times: Readable;
  readonly blockBytes: number;
  /** Whether a shorter block may end the stream (sound), or is the rest of a write that was cut off (pictures). */
  readonly lastBlock: 'may-be-short' | 'drop-if-short';
}

/** Resolves when both pipes have ended. What `receive` throws ends nothing: it must deal with its own failures. */
export async function readBlocks(
  streams: BlockStreams,
  receive: BlockReceiver,
): Promise<{ readonly unpairedTimes: number }> {
  const reader = new BlockReader(streams, receive);
  const splitter = createLineSplitter(maxLineCharacters, (line) => {
    const timeSec = parseFrameTime(line);
    if (timeSec !== undefined) reader.addTime(timeSec);
  });
  streams.times.on('data', splitter.push);
  streams.blocks.on('data', (chunk: Buffer) => {
    reader.addBytes(chunk);
  });
  await Promise.all([
    ended(streams.times).then(() => {
      splitter.end();
      reader.endTimes();
    }),
    ended(streams.blocks),
  ]);
  await reader.finish();
  return { unpairedTimes: reader.unpairedTimes };
}

const maxLineCharacters = 1000;

/** Time of a "frame:12 pts:480000 pts_time:0.48" line, or one of showinfo's ("n:  12 pts: 480000 …"); undefined for any other. */
export function parseFrameTime(line: string): number | null | undefined {
  if (!line.startsWith('frame:') && !line.startsWith('n:')) return undefined;
  const ticks = /\bpts: *(-?\d+)/.exec(line)?.[1];
  return ticks === undefined ? null : Number(ticks) / timesPerSec;
}

/** A pipe that was cut off counts as ended: why, the child's exit tells. */
export async function ended(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.readableEnded || stream.destroyed) {
      resolve();
      return;
    }
    stream.once('end', resolve);
    stream.once('close', resolve);
    stream.once('error', () => {
      resolve();
    });
  });
}

class BlockReader {
  readonly #streams: BlockStreams;
  readonly #receive: BlockReceiver;
  readonly #block: Uint8Array;
  #filled = 0;
  /**
   * Bytes that arrived while the full block waited for its time, or for the receiver. Usually one piece, since the pipe is paused then;
   * but Node sets all pipes of a child flowing again when it exits.
   */
  #held: Uint8Array[] = [];
  #times: (number | null)[] = [];
  #nextTime = 0;
  #timesEnded = false;
  /** While the receiver is not done with the last block. */
  #busy: Promise<void> | null = null;

  constructor(streams: BlockStreams, receive: BlockReceiver) {
    this.#streams = streams;
    this.#receive = receive;
    this.#block = new Uint8Array(streams.blockBytes);
  }

  get unpairedTimes(): number {
    return this.#times.length - this.#nextTime;
  }

  addTime(timeSec: number | null): void {
    this.#times.push(timeSec);
    this.#goOn();
  }

  endTimes(): void {
    this.#timesEnded = true;
    this.#goOn();
  }

  addBytes(chunk: Uint8Array): void {
    if (this.#held.length === 0) {
      this.#fill(chunk);
      return;
    }
    this.#held.push(chunk);
    this.#streams.blocks.pause();
  }

  async finish(): Promise<void> {
    await this.#untilFree();
    if (this.#filled > 0 && this.#streams.lastBlock === 'may-be-short') this.#emit();
    await this.#untilFree();
  }

  #fill(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) {
      const take = Math.min(chunk.length - at, this.#block.length - this.#filled);
      this.#block.set(take === chunk.length ? chunk : chunk.subarray(at, at + take), this.#filled);
      this.#filled += take;
      at += take;
      if ((this.#filled === this.#block.length && !this.#emit()) || this.#busy !== null) {
        this.#held.unshift(chunk.subarray(at));
        this.#streams.blocks.pause();
        return;
      }
    }
  }

  #goOn(): void {
    while (this.#held.length > 0 && this.#busy === null) {
      // Held back either for want of a time, with a full block, or for the receiver, with what came behind one.
      if (this.#filled === this.#block.length && !this.#emit()) return;
      if (this.#isBusy()) return;
      const next = this.#held.shift();
      if (next !== undefined) this.#fill(next);
    }
    if (this.#held.length === 0) this.#streams.blocks.resume();
  }

  async #untilFree(): Promise<void> {
    for (let busy = this.#busy; busy !== null; busy = this.#busy) await busy;
  }

  #isBusy(): boolean {
    return this.#busy !== null;
  }

  #emit(): boolean {
    if (this.#nextTime === this.#times.length && !this.#timesEnded) return false;
    const timeSec = this.#takeTime();
    const filled = this.#filled;
    this.#filled = 0;
    const block = filled === this.#block.length ? this.#block : this.#block.subarray(0, filled);
    const receiving = this.#receive(block, timeSec);
    if (receiving !== undefined) {
      this.#busy = receiving.then(() => {
        this.#busy = null;
        this.#goOn();
      });
    }
    return true;
  }

  #takeTime(): number | null {
    const timeSec = this.#times[this.#nextTime] ?? null;
    this.#nextTime += 1;
    if (this.#nextTime >= 64 && this.#nextTime >= this.#times.length) {
      this.#times = [];
      this.#nextTime = 0;
    }
    return timeSec;
  }
}
