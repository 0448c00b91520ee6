import { describe, expect, it } from 'vitest';
import { withOwnBytes } from './own-bytes.ts';

describe('bytes of a message', () => {
  it('are only those that are meant, wherever they are in it', () => {
    const large = new ArrayBuffer(1_000_000);
    const pixels = new Uint8Array(large, 1000, 12);
    const floats = new Float32Array(large, 2000, 3);
    floats.set([1, 2, 3]);
    const { value, buffers } = withOwnBytes({ input: { picture: { pixels }, list: [{ floats }] } });
    const copy = structuredClone(value);
    expect(copy.input.picture.pixels.buffer.byteLength).toBe(12);
    expect(copy.input.list[0]?.floats.buffer.byteLength).toBe(12);
    expect([...(copy.input.list[0]?.floats ?? [])]).toEqual([1, 2, 3]);
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual([12, 12]);
  });

  it('that are all of their buffer are not copied', () => {
    const samples = new Float32Array(4);
    const { value, buffers } = withOwnBytes({ samples, again: samples });
    expect(value.samples).toBe(samples);
    expect(buffers).toEqual([samples.buffer]);
  });

  it('are never shared with anybody: not of Node’s pool, not of shared memory', () => {
    const pooled = Buffer.from('abc');
    const shared = new Uint8Array(new SharedArrayBuffer(3));
    const { value } = withOwnBytes({ pooled, shared });
    expect(Buffer.isBuffer(value.pooled)).toBe(false);
    expect([...value.pooled]).toEqual([97, 98, 99]);
    expect(value.pooled.buffer.byteLength).toBe(3);
    expect(value.shared.buffer).toBeInstanceOf(ArrayBuffer);
  });

  it('leave everything else as it is', () => {
    const given = { text: 'a', none: null, missing: undefined, numbers: [1, 2], nested: { big: 5n } };
    expect(withOwnBytes(given).value).toEqual(given);
    expect(withOwnBytes(given).value.numbers).toBe(given.numbers);
  });

  it('copy only what leads to a view that is not its own', () => {
    const given = { points: [{ x: 1 }], part: { bytes: new Uint8Array(8).subarray(2) } };
    const { value } = withOwnBytes(given);
    expect(value.points).toBe(given.points);
    expect(value.part).not.toBe(given.part);
    expect(given.part.bytes.buffer.byteLength).toBe(8);
    const numbers = { points: given.points };
    expect(withOwnBytes(numbers).value).toBe(numbers);
  });
});
