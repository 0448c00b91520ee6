import { describe, expect, it } from 'vitest';
import { madeExif } from '../../../tests/support/made-understanding.ts';
import { lookWithScript, type Script } from '../../../tests/support/scripted-look.ts';
import focalLengthStage from './focal-length.stage.ts';

const script: Script = {
  'focal-length': (_, timeSec) => ({
    scores: [{ label: timeSec === 1 ? 'MEDIUM' : 'wide', confidence: 0.6 }],
  }),
};

describe('focal-length stage', () => {
  it('goes by most frames', async () => {
    const { artifact } = await lookWithScript(focalLengthStage, 'focal-length', {
      times: [0, 1, 2],
      artifacts: { exif: madeExif() },
      script,
    });
    expect(artifact).toMatchObject({ category: 'WIDE', frames: { seen: 3, analysed: 3 } });
    expect(artifact?.confidence).toBeCloseTo(0.4, 10);
  });

  it('does not guess what EXIF says', async () => {
    const { skipped, asked } = await lookWithScript(focalLengthStage, 'focal-length', {
      times: [0],
      artifacts: { exif: madeExif({ focalLengthCategory: 'TELEPHOTO' }) },
      script,
    });
    expect(skipped).toBe('EXIF has it');
    expect(asked).toStrictEqual([]);
  });

  it('works where EXIF could not be read', async () => {
    const { artifact } = await lookWithScript(focalLengthStage, 'focal-length', { times: [0], script });
    expect(artifact?.category).toBe('WIDE');
  });

  it('is skipped where the model names nothing that there is', async () => {
    const { skipped } = await lookWithScript(focalLengthStage, 'focal-length', {
      times: [0],
      script: { 'focal-length': () => ({ scores: [{ label: 'fisheye', confidence: 1 }] }) },
    });
    expect(skipped).toBe('the model knew no category for it');
  });
});
