import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DecodedContent,
  GapCounter,
  judgeCompleteness,
  type PromisedContent,
} from './decode-completeness.ts';

/** Ten seconds at 25 frames a second, all of it there. */
const promised: PromisedContent = {
  videoSec: 10,
  containerSec: 10.02,
  frameCount: 250,
  framesPerSecond: 25,
  unevenFrames: false,
  otherTracks: false,
};
const decoded: DecodedContent = {
  frames: 250,
  lastFrameSec: 9.96,
  framesInGaps: 0,
  soundEndSec: null,
  errorCount: 0,
  messages: [],
};
const half = { frames: 125, lastFrameSec: 4.96 };
const broken = { errorCount: 3, messages: ['h264: Invalid NAL unit size (751 > 71).'] };

function judge(promise: Partial<PromisedContent>, result: Partial<DecodedContent>) {
  return judgeCompleteness({ ...promised, ...promise }, { ...decoded, ...result });
}

describe('judgeCompleteness', () => {
  it('finds a whole clip whole', () => {
    expect(judge({}, {})).toStrictEqual({ state: 'whole' });
  });

  it.each([
    ['a noisy decoder', {}, { errorCount: 400, messages: ['h264: mmco: unref short failure (× 400)'] }],
    ['damage to one frame of 250', {}, { frames: 249, ...broken }],
    [
      'broken sound',
      {},
      { errorCount: 90, messages: ['mp3float: Header missing (× 45)', 'mp3float: invalid data'] },
    ],
    ['frames that an edit list leaves out', { frameCount: 300 }, broken],
    ['an unknown length', { videoSec: null, containerSec: null, frameCount: null }, half],
    ['sound that is longer than the video', { videoSec: null, containerSec: 60 }, { soundEndSec: 59.9 }],
    ['a still that is shown until the end', { unevenFrames: true, frameCount: null }, half],
    ['a still that is shown until the end, counted', { frameCount: 125, unevenFrames: true }, half],
    ['subtitles that go on', { videoSec: null, containerSec: 30, frameCount: null, otherTracks: true }, {}],
    ['one frame', { videoSec: 0.04, frameCount: 1 }, { frames: 1, lastFrameSec: 0 }],
    [
      'a short clip that lacks two frames',
      { videoSec: 1, frameCount: 25 },
      { frames: 23, lastFrameSec: 0.88, ...broken },
    ],
    ['a rounding of 4 per cent', {}, { frames: 240, lastFrameSec: 9.6, ...broken }],
  ] as const)('lets pass: %s', (_, promise, result) => {
    expect(judge(promise, result)).toStrictEqual({ state: 'whole' });
  });

  it.each([
    ['with errors', {}, { ...half, ...broken }, broken.messages[0]],
    ['without a word, counted', {}, half, null],
    ['without a word, not counted', { frameCount: null }, half, null],
    [
      'of uneven frames, with errors',
      { unevenFrames: true, frameCount: null },
      { ...half, ...broken },
      broken.messages[0],
    ],
    [
      'by its container only',
      { videoSec: null, frameCount: null, containerSec: 10 },
      { ...half, soundEndSec: 4.9 },
      null,
    ],
  ] as const)('tells a clip that ends early, %s', (_, promise, result, detail) => {
    expect(judge(promise, result)).toStrictEqual({
      state: 'truncated',
      decodedSec: 5,
      durationSec: 10,
      detail,
    });
  });

  it('takes sound into account where only the container has a length', () => {
    const result = judge({ videoSec: null, containerSec: 10, frameCount: null }, { ...half, soundEndSec: 7 });
    expect(result).toMatchObject({ state: 'truncated', decodedSec: 7 });
  });

  it.each([
    ['frames that never came', { frames: 200, ...broken }, 20],
    [
      'frames that the decoder patched up',
      {
        errorCount: 60,
        messages: [
          'a',
          'h264: concealing 300 DC, 300 AC errors (× 25)',
          'corrupt decoded frame in stream 0 (× 40)',
        ],
      },
      16,
    ],
    ['gaps in time', { frames: 200, framesInGaps: 50, ...broken }, 20],
  ])('tells damage by %s', (_, result, lostPercent) => {
    expect(judge({}, result)).toMatchObject({ state: 'damaged', lostPercent });
  });

  it('counts gaps where frames are not counted, unless frames are uneven anyway', () => {
    const gaps = { frames: 200, framesInGaps: 50, ...broken };
    expect(judge({ frameCount: null }, gaps)).toMatchObject({ state: 'damaged', lostPercent: 25 });
    expect(judge({ frameCount: null, unevenFrames: true }, gaps)).toStrictEqual({ state: 'whole' });
  });

  it('tells damage where nothing came', () => {
    expect(judge({}, { frames: 0, lastFrameSec: 0 })).toMatchObject({ state: 'damaged', lostPercent: 100 });
  });

  it('needs more than errors to call a complete clip damaged', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.array(fc.string()), (errorCount, messages) => {
        const patched = messages.some((message) => /concealing|corrupt/i.test(message));
        expect(judge({}, { errorCount, messages }).state === 'whole' || patched).toBe(true);
      }),
    );
  });
});

describe('GapCounter', () => {
  it('counts the frames that fit into gaps', () => {
    const gaps = new GapCounter(25);
    for (const timeSec of [0, 0.04, 0.081, 0.2, 0.24, 1.24]) gaps.add(timeSec);
    expect(gaps.frames).toBe(2 + 24);
  });

  it('counts none where the rate is not known', () => {
    const gaps = new GapCounter(null);
    for (const timeSec of [0, 5, 50]) gaps.add(timeSec);
    expect(gaps.frames).toBe(0);
  });
});
