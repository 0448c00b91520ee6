import { describe, expect, it } from 'vitest';
import { madeFace } from '../../../tests/support/made-face.ts';
import { lookWithScript, type Script } from '../../../tests/support/scripted-look.ts';
import emotionStage from './emotion.stage.ts';

const oneFace: Script['faces'] = () => ({ faces: [madeFace({ x: 0.4 })] });

const scoresOf = (emotion: string, confidence: number) => [
  { label: emotion, confidence },
  { label: 'surprise', confidence: 1 - confidence },
];

describe('emotion stage', () => {
  it('says how long a face shows an emotion', async () => {
    const shown = ['happy', 'happy', 'neutral', 'happy'];
    const { artifact, timeline } = await lookWithScript(emotionStage, 'emotions', {
      times: [0, 1, 2, 3],
      probe: { durationSec: 4, video: { durationSec: 4 } },
      script: {
        faces: oneFace,
        emotion: (_, timeSec) => ({
          faces: [{ scores: scoresOf(shown[timeSec] ?? '', timeSec === 1 ? 0.9 : 0.7) }],
        }),
      },
    });
    expect(
      artifact?.spans.map(({ emotion, startSec, endSec, confidence }) => [
        emotion,
        startSec,
        endSec,
        confidence,
      ]),
    ).toStrictEqual([
      ['happy', 0, 2, 0.8],
      ['neutral', 2, 3, 0.7],
      ['happy', 3, 4, 0.7],
    ]);
    expect(artifact?.samples).toHaveLength(4);
    expect(artifact?.samples[0]?.faces[0]?.scores).toHaveLength(2);
    expect(timeline[0]).toStrictEqual({
      ...{ lane: 'emotion', startSec: 0, endSec: 2, data: { emotion: 'happy', confidence: 0.8 } },
    });
  });

  it('has an emotion for each of two faces', async () => {
    const { artifact } = await lookWithScript(emotionStage, 'emotions', {
      times: [0, 1],
      script: {
        faces: () => ({ faces: [madeFace({ x: 0.1 }), madeFace({ x: 0.7 })] }),
        emotion: ({ boxes }) => ({
          faces: boxes.map(({ x }) => ({ scores: scoresOf(x < 0.5 ? 'sad' : 'angry', 0.8) })),
        }),
      },
    });
    expect(artifact?.spans.map(({ emotion, box }) => [emotion, box.x])).toStrictEqual([
      ['sad', 0.1],
      ['angry', 0.7],
    ]);
  });

  it('shows none where no emotion is likely, but keeps the scores', async () => {
    const { artifact } = await lookWithScript(emotionStage, 'emotions', {
      times: [0],
      script: { faces: oneFace, emotion: () => ({ faces: [{ scores: scoresOf('fear', 0.3) }] }) },
    });
    expect(artifact?.spans).toStrictEqual([]);
    expect(artifact?.samples[0]?.faces).toHaveLength(1);
  });

  it('does not ask of small faces, or where there is none', async () => {
    const { artifact, asked } = await lookWithScript(emotionStage, 'emotions', {
      times: [0, 1],
      script: {
        faces: (_, timeSec) => ({ faces: timeSec === 0 ? [] : [madeFace({ x: 0.4, size: 0.03 })] }),
        emotion: () => ({ faces: [] }),
      },
    });
    expect(asked.map(({ task }) => task)).toStrictEqual(['faces', 'faces']);
    expect(artifact?.samples.map(({ faces }) => faces)).toStrictEqual([[], []]);
  });
});
