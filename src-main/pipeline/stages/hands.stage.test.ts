import { describe, expect, it } from 'vitest';
import { lookWithScript, type Script } from '../../../tests/support/scripted-look.ts';
import handsStage from './hands.stage.ts';

const handAt = (x: number, confidence = 0.9) => ({
  confidence,
  box: { x, y: 0.4, width: 0.1, height: 0.2 },
  handedness: 'right' as const,
  points: Array.from({ length: 21 }, () => ({ x: x + 0.05, y: 0.5, z: 0 })),
});

const oneHand: Script['hands'] = () => ({ hands: [handAt(0.5)] });

describe('hands stage', () => {
  it('says how long a hand makes a gesture', async () => {
    const shown = ['open', 'open', 'pointer'];
    const aspects: number[] = [];
    const { artifact, timeline } = await lookWithScript(handsStage, 'hands', {
      times: [0, 1, 2],
      probe: { durationSec: 3, video: { durationSec: 3 } },
      script: {
        hands: (_, timeSec) => ({ hands: [handAt(0.5, 0.8 + timeSec * 0.05)] }),
        gesture: ({ hands, aspect }) => {
          aspects.push(aspect);
          const label = shown[aspects.length - 1] ?? '';
          return { gestures: hands.map(() => ({ label, confidence: null })) };
        },
      },
    });
    expect(aspects).toStrictEqual([640 / 360, 640 / 360, 640 / 360]);
    expect(artifact?.spans).toStrictEqual([
      { startSec: 0, endSec: 2, gesture: 'open', handedness: 'right', confidence: 0.85 },
      { startSec: 2, endSec: 3, gesture: 'pointer', handedness: 'right', confidence: 0.9 },
    ]);
    expect(artifact?.samples[0]?.hands[0]?.points).toHaveLength(21);
    expect(timeline.map(({ lane, data }) => [lane, data['gesture']])).toStrictEqual([
      ['gesture', 'open'],
      ['gesture', 'pointer'],
    ]);
  });

  it('takes the confidence of the gesture where the model tells it', async () => {
    const { artifact } = await lookWithScript(handsStage, 'hands', {
      times: [0],
      script: { hands: oneHand, gesture: () => ({ gestures: [{ label: 'open', confidence: 0.6 }] }) },
    });
    expect(artifact?.spans).toMatchObject([{ gesture: 'open', confidence: 0.6 }]);
  });

  it('finds hands without a model of gestures, and does not ask one', async () => {
    const { artifact, asked } = await lookWithScript(handsStage, 'hands', {
      times: [0, 1],
      script: { hands: oneHand },
    });
    expect(artifact?.spans).toMatchObject([{ gesture: null, confidence: 0.9 }]);
    expect(asked.map(({ task }) => task)).toStrictEqual(['hands', 'hands']);
  });

  it('leaves out hands that were never seen surely', async () => {
    const { artifact } = await lookWithScript(handsStage, 'hands', {
      times: [0],
      script: { hands: () => ({ hands: [handAt(0.5, 0.6), handAt(0.1, 0.4)] }) },
    });
    expect(artifact?.spans).toStrictEqual([]);
    expect(artifact?.samples[0]?.hands).toHaveLength(1);
  });
});
