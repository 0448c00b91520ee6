import { describe, expect, it } from 'vitest';
import { lookWithScript } from '../../../tests/support/scripted-look.ts';
import contentWarningStage from './content-warning.stage.ts';

describe('content-warning stage', () => {
  it('warns for as long as a class is likely', async () => {
    const porn = [0.1, 0.7, 0.8, 0.2];
    const { artifact, timeline } = await lookWithScript(contentWarningStage, 'content-warning', {
      times: [0, 1, 2, 3],
      script: {
        'content-warning': (_, timeSec) => ({
          scores: [
            { label: 'porn', confidence: porn[timeSec] ?? 0 },
            { label: 'neutral', confidence: 1 - (porn[timeSec] ?? 0) },
          ],
        }),
      },
    });
    expect(artifact?.spans).toMatchObject([{ label: 'porn', startSec: 1, endSec: 3, confidence: 0.75 }]);
    expect(artifact?.samples).toHaveLength(4);
    expect(timeline).toMatchObject([
      { lane: 'content-warning', startSec: 1, endSec: 3, data: { label: 'porn' } },
    ]);
  });

  it('is off until somebody turns it on', () => {
    expect(contentWarningStage.initially).toBe('off');
  });
});
