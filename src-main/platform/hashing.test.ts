import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { tempDir } from '../../tests/support/temp-dir.ts';
import {
  coversWholeContent,
  createFileHasher,
  FileShrankError,
  quickIdentity,
  samplesOf,
  sha256Hex,
  wholeReadBytes,
} from './hashing.ts';
import { fsPath, pathFromBytes } from './paths.ts';

const never = new AbortController().signal;

/** Bytes that repeat nowhere near. */
function noise(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

describe('sha256Hex', () => {
  it('gives the example of FIPS 180-2, appendix B.1', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('quickIdentity', () => {
  it('covers every byte of content up to 320 KiB', async () => {
    const path = join(await tempDir(), 'small.mp4');
    const bytes = noise(wholeReadBytes);
    const seen = new Set<string>();
    for (const at of [0, 1, 70_000, 200_001, wholeReadBytes - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(path, changed);
      seen.add(await quickIdentity(path, changed.length));
    }
    writeFileSync(path, bytes);
    const identity = await quickIdentity(path, bytes.length);
    seen.add(identity);
    expect(seen.size).toBe(6);
    expect(coversWholeContent(identity)).toBe(true);
  });

  it('samples longer content: changes inside a sample show, changes between samples do not', async () => {
    const path = join(await tempDir(), 'large.mp4');
    const bytes = noise(1_000_000);
    writeFileSync(path, bytes);
    const identity = await quickIdentity(path, bytes.length);
    expect(coversWholeContent(identity)).toBe(false);
    const samples = samplesOf(bytes.length);
    for (const { offset, length } of samples) {
      for (const at of [offset, offset + length - 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        writeFileSync(path, changed);
        expect(await quickIdentity(path, changed.length)).not.toBe(identity);
      }
    }
    const between = (samples[0]?.length ?? 0) + 1000;
    bytes[between] = (bytes[between] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await quickIdentity(path, bytes.length)).toBe(identity);
  });

  it('tells content apart that differs in its length only', async () => {
    const path = join(await tempDir(), 'zeros.mp4');
    writeFileSync(path, Buffer.alloc(700_000));
    const shorter = await quickIdentity(path, 700_000);
    writeFileSync(path, Buffer.alloc(700_001));
    expect(await quickIdentity(path, 700_001)).not.toBe(shorter);
  });

  it('notices a file that got shorter since it was looked at', async () => {
    const path = join(await tempDir(), 'shrinking.mp4');
    writeFileSync(path, noise(1_000_000));
    truncateSync(path, 900_000);
    await expect(quickIdentity(path, 1_000_000)).rejects.toBeInstanceOf(FileShrankError);
  });
});

describe('samplesOf', () => {
  it('spreads five samples evenly from head to tail, without overlap', () => {
    for (const size of [wholeReadBytes + 1, 400_000, 5_000_000_000, 7_777_777_777_777]) {
      const samples = samplesOf(size);
      expect(samples).toHaveLength(5);
      expect(samples[0]?.offset).toBe(0);
      const last = samples.at(-1);
      expect((last?.offset ?? 0) + (last?.length ?? 0)).toBe(size);
      for (const [index, sample] of samples.entries()) {
        const before = samples[index - 1];
        if (before !== undefined) expect(sample.offset).toBeGreaterThanOrEqual(before.offset + before.length);
      }
    }
  });

  it('has nothing to read of an empty file', () => {
    expect(samplesOf(0)).toEqual([]);
  });
});

describe('createFileHasher', () => {
  const hasher = createFileHasher({ workers: 2 });
  afterAll(() => hasher.close());

  it('hashes many files, longer than its block and empty, whatever their names', async () => {
    const folder = await tempDir();
    const names = [
      'a b.mp4',
      'it\'s "q".mp4',
      'two\nlines.mp4',
      '🎬.mp4',
      pathFromBytes(Buffer.from([0x66, 0xff, 0xfe])),
    ];
    const contents = [noise(3_000_001), Buffer.alloc(0), noise(1_048_576), noise(5), noise(2_000_000)];
    const paths = names.map((name, index) => {
      const path = join(folder, name);
      writeFileSync(fsPath(path), contents[index] ?? '');
      return path;
    });
    const hashes = await Promise.all(paths.map((path) => hasher.hash(path, never)));
    expect(hashes).toEqual(contents.map((bytes) => createHash('sha256').update(bytes).digest('hex')));
  });

  it("fails with the system's code, and goes on", async () => {
    const folder = await tempDir();
    await expect(hasher.hash(join(folder, 'absent.mp4'), never)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(hasher.hash(folder, never)).rejects.toMatchObject({ code: 'EISDIR' });
    const path = join(folder, 'there.mp4');
    writeFileSync(path, 'abc');
    expect(await hasher.hash(path, never)).toBe(sha256Hex('abc'));
  });

  it('ends at once when it is cancelled, running or waiting, and serves the next', async () => {
    const path = join(await tempDir(), 'long.mp4');
    writeFileSync(path, '');
    // Sparse: hours of reading, no space.
    truncateSync(path, 400_000_000_000);
    const alone = createFileHasher({ workers: 1 });
    const cancelling = new AbortController();
    const running = alone.hash(path, cancelling.signal);
    const waiting = alone.hash(path, cancelling.signal);
    cancelling.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    await expect(waiting).rejects.toThrow('enough');
    await expect(alone.hash(path, cancelling.signal)).rejects.toThrow('enough');
    const next = join(await tempDir(), 'next.mp4');
    writeFileSync(next, 'abc');
    expect(await alone.hash(next, never)).toBe(sha256Hex('abc'));
    await alone.close();
  });

  it('refuses what is under way when it is closed, and what comes after', async () => {
    const path = join(await tempDir(), 'long.mp4');
    writeFileSync(path, '');
    truncateSync(path, 400_000_000_000);
    const closing = createFileHasher({ workers: 1 });
    const running = closing.hash(path, never);
    const refused = expect(running).rejects.toThrow('closed');
    await closing.close();
    await refused;
    await expect(closing.hash(path, never)).rejects.toThrow('closed');
  });
});
