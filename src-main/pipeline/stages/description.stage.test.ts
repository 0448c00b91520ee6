import { describe, expect, it } from 'vitest';
import { artifactSchemas, type ArtifactMap } from '../../../src-preload/contract/artifacts.ts';
import { madeObjects, madeTranscript } from '../../../tests/support/made-understanding.ts';
import { scriptedContext, scriptedModels } from '../../../tests/support/scripted-look.ts';
import { SharedLooks } from '../stage-inference.ts';
import descriptionStage from './description.stage.ts';

async function describeWith(artifacts: Partial<ArtifactMap>, params?: unknown) {
  const context = scriptedContext(descriptionStage, scriptedModels({}), new SharedLooks(), {
    artifacts,
    params,
  });
  const outcome = await descriptionStage.run(context);
  if (outcome.state !== 'done') throw new Error(outcome.reason);
  return artifactSchemas.description.parse(outcome.artifacts.description);
}

describe('description stage', () => {
  it('describes a clip of which only the headers are known', async () => {
    const { summary, keywords } = await describeWith({});
    expect(summary).toStrictEqual({
      text: 'A 10-second landscape video.',
      tokenCount: 8,
      truncation: 'none',
    });
    expect(keywords.text).toBe('');
  });

  it('uses what other stages found', async () => {
    const { summary, keywords } = await describeWith({
      objects: madeObjects(['dog', 1]),
      transcript: madeTranscript('en', 'Good boy, Rover!'),
    });
    expect(summary.text).toBe(
      'A 10-second landscape video. To be seen: dog. Said in English: "Good boy, Rover!"',
    );
    expect(keywords.text).toBe('dog, good, rover');
  });

  it('cuts what is too long, and says how', async () => {
    const transcript = madeTranscript('en', 'So it goes on and on. '.repeat(30));
    const { summary } = await describeWith({ transcript }, { summaryMostTokens: 40 });
    expect(summary.truncation).toBe('cut-at-sentence');
    expect(summary.tokenCount).toBeLessThanOrEqual(40);
  });
});
