import { describe, expect, it } from 'vitest';
import { type Artifact, artifactSchemas } from '../../../src-preload/contract/artifacts.ts';
import { scriptedContext, scriptedModels, type Script } from '../../../tests/support/scripted-look.ts';
import { SharedLooks } from '../stage-inference.ts';
import textEmbeddingsStage from './text-embeddings.stage.ts';

const text = (of: string) => ({ text: of, tokenCount: 3, truncation: 'none' as const });

/** Counts words; a vector tells which text it is of. */
const embedding: NonNullable<Script['text-embedding']> = ({ texts, purpose }) => ({
  vectors: texts.map((each) => Float32Array.of(purpose === 'passage' ? 1 : -1, each.length)),
  tokenCounts: texts.map((each) => each.split(' ').length),
  mostTokens: 3,
});

function embed(description: Artifact<'description'>) {
  const models = scriptedModels({ 'text-embedding': embedding });
  return textEmbeddingsStage.run(
    scriptedContext(textEmbeddingsStage, models, new SharedLooks(), { artifacts: { description } }),
  );
}

describe('text-embeddings stage', () => {
  it('embeds summary and keywords, and notes what the model cut off', async () => {
    const outcome = await embed({ summary: text('A dog on a lawn.'), keywords: text('dog, lawn') });
    if (outcome.state !== 'done') throw new Error(outcome.reason);
    expect(artifactSchemas['text-embeddings'].parse(outcome.artifacts['text-embeddings'])).toStrictEqual({
      ...{ model: 'Scripted text-embedding', dimensions: 2 },
      summary: { tokenCount: 5, truncated: true },
      keywords: { tokenCount: 2, truncated: false },
    });
    expect(outcome.vectors?.map(({ kind, vector, model }) => [kind, ...vector, model])).toStrictEqual([
      ['summary', 1, 16, 'text-embedding@1'],
      ['keywords', 1, 9, 'text-embedding@1'],
    ]);
  });

  it('embeds no empty text', async () => {
    const outcome = await embed({ summary: text('A dog.'), keywords: text('') });
    if (outcome.state !== 'done') throw new Error(outcome.reason);
    expect(outcome.vectors?.map(({ kind }) => kind)).toStrictEqual(['summary']);
    expect(outcome.artifacts['text-embeddings']?.keywords).toStrictEqual({ tokenCount: 0, truncated: false });
  });

  it('is skipped where there are no words', async () => {
    expect(await embed({ summary: text(''), keywords: text('') })).toStrictEqual({
      ...{ state: 'skipped', reason: 'there are no words about it' },
    });
  });
});
