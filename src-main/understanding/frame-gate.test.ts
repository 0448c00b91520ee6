import { describe, expect, it } from 'vitest';
import { greyPicture, speckledPicture } from '../../tests/support/made-pictures.ts';
import type { Picture } from '../../src-preload/contract/inference-tasks.ts';
import { coarseGate, fineGate, FrameGate } from './frame-gate.ts';

/** A grey picture with a square of another grey, pixels from the top left. */
function withSquare({ at, size, value }: { at: number; size: number; value: number }): Picture {
  const picture = greyPicture(640, 360);
  for (let row = at; row < at + size; row += 1) {
    const from = (row * 640 + at) * 3;
    picture.pixels.fill(value, from, from + size * 3);
  }
  return picture;
}

describe('FrameGate', () => {
  it('takes the first frame as new, and the very same again as the same', () => {
    const gate = new FrameGate(coarseGate);
    const picture = speckledPicture(640, 360);
    expect(gate.judge(picture)).toBe('new');
    expect(gate.judge({ ...picture, pixels: picture.pixels.slice() })).toBe('same');
  });

  it('sees something as large as a face come in', () => {
    const gate = new FrameGate(coarseGate);
    gate.judge(greyPicture(640, 360));
    expect(gate.judge(withSquare({ at: 100, size: 40, value: 160 }))).toBe('new');
  });

  it('sees a letter change only where it looks finely', () => {
    const letter = withSquare({ at: 300, size: 8, value: 190 });
    const [coarse, fine] = [new FrameGate(coarseGate), new FrameGate(fineGate)];
    coarse.judge(greyPicture(640, 360));
    fine.judge(greyPicture(640, 360));
    expect(coarse.judge(letter)).toBe('same');
    expect(fine.judge(letter)).toBe('new');
  });

  it('compares with the last new frame, so that slow change adds up', () => {
    const gate = new FrameGate(coarseGate);
    const verdicts = [128, 129, 130, 131].map((value) => gate.judge(greyPicture(64, 36, value)));
    expect(verdicts).toStrictEqual(['new', 'same', 'new', 'same']);
  });

  it('judges pictures smaller than its grid', () => {
    const gate = new FrameGate(fineGate);
    expect(gate.judge(greyPicture(6, 4))).toBe('new');
    expect(gate.judge(greyPicture(6, 4))).toBe('same');
    expect(gate.judge(greyPicture(6, 4, 90))).toBe('new');
  });
});
