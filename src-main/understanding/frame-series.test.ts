import { describe, expect, it } from 'vitest';
import type { Picture } from '../../src-preload/contract/inference-tasks.ts';
import type { Frame } from '../pipeline/stage.ts';
import { coarseGate, FrameGate } from './frame-gate.ts';
import { FrameSeries } from './frame-series.ts';

const size = { width: 48, height: 28 };

function frame(index: number, grey: number): Frame {
  return { index, timeSec: index, pixels: new Uint8Array(size.width * size.height * 3).fill(grey) };
}

function keep({ pixels }: Frame, wanted: typeof size): Picture {
  return { pixels: pixels.slice(), ...wanted };
}

/** Answers when it is told to. */
function byHand() {
  const waiting: PromiseWithResolvers<string>[] = [];
  return {
    waiting,
    analyse: (): Promise<string> => {
      const answer = Promise.withResolvers<string>();
      waiting.push(answer);
      return answer.promise;
    },
  };
}

describe('FrameSeries', () => {
  it('gives frames that hardly differ the answer of the one before', async () => {
    const series = new FrameSeries({
      ...{ size, keep, gate: new FrameGate(coarseGate) },
      analyse: (picture) => Promise.resolve(picture.pixels[0] ?? 0),
    });
    for (const [index, grey] of [50, 50, 200, 201, 50].entries()) await series.push(frame(index, grey));
    const { samples, frames } = await series.finish();
    expect(frames).toStrictEqual({ seen: 5, analysed: 3 });
    expect(samples.map(({ answer }) => answer)).toStrictEqual([50, 50, 200, 200, 50]);
    expect(samples.map(({ origin }) => origin)).toStrictEqual([
      ...['analysed', 'repeated', 'analysed', 'repeated', 'analysed'],
    ]);
  });

  it('looks at every frame without a gate', async () => {
    const series = new FrameSeries({ size, keep, gate: null, analyse: () => Promise.resolve('x') });
    for (const index of [0, 1, 2]) await series.push(frame(index, 50));
    expect((await series.finish()).frames).toStrictEqual({ seen: 3, analysed: 3 });
  });

  it('keeps answers in the order of frames, whichever comes first', async () => {
    const { waiting, analyse } = byHand();
    const series = new FrameSeries({ size, keep, gate: null, analyse });
    void series.push(frame(0, 1));
    void series.push(frame(1, 2));
    waiting[1]?.resolve('second');
    waiting[0]?.resolve('first');
    expect((await series.finish()).samples.map(({ answer }) => answer)).toStrictEqual(['first', 'second']);
  });

  it('holds the decode back when enough wait for the model, until one is answered', async () => {
    const { waiting, analyse } = byHand();
    const series = new FrameSeries({ size, keep, gate: null, analyse, mostInFlight: 2 });
    expect(series.push(frame(0, 1))).toBeUndefined();
    let isHeld = true;
    const held = series.push(frame(1, 2))?.then(() => (isHeld = false));
    expect(held).toBeDefined();
    await Promise.resolve();
    expect(isHeld).toBe(true);
    waiting[0]?.resolve('done');
    await held;
    expect(isHeld).toBe(false);
  });

  it('tells a failure to whoever pushes next, and at the end, without asking the model again', async () => {
    let asked = 0;
    const series = new FrameSeries({
      ...{ size, keep, gate: null },
      analyse: () => Promise.reject(new Error(`failed ${String((asked += 1))}`)),
    });
    expect(series.push(frame(0, 1))).toBeUndefined();
    await new Promise((resolve) => setImmediate(resolve));
    await expect(series.push(frame(1, 2))).rejects.toThrow('failed 1');
    await expect(series.finish()).rejects.toThrow('failed 1');
    expect(asked).toBe(1);
  });

  it('has nothing of a clip without frames', async () => {
    const series = new FrameSeries({ size, keep, gate: null, analyse: () => Promise.resolve('x') });
    expect(await series.finish()).toStrictEqual({ samples: [], frames: { seen: 0, analysed: 0 } });
  });
});
