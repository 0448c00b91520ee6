/** Vectors of a clip's summary and keywords, for search by meaning. */
import { z } from 'zod';
import type { VectorEntry } from '../../../src-preload/contract/artifacts.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { defineStage } from '../stage.ts';

const kinds = ['summary', 'keywords'] as const;
type Kind = (typeof kinds)[number];

export default defineStage({
  name: 'text-embeddings',
  title: 'Text embeddings',
  version: 1,
  tier: 3,
  requires: ['description'],
  provides: ['text-embeddings'],
  queue: 'inference',
  models: [{ task: 'text-embedding', need: 'required' }],
  params: z.object({}),

  async run({ artifacts, infer }) {
    const model = infer.modelFor('text-embedding');
    if (model === null) throw new AppError('model-missing', { task: 'text-embedding' });
    const description = artifacts.get('description');
    // Of no words there is nothing to embed.
    const given = kinds.filter((kind) => description[kind].text !== '');
    if (given.length === 0) return { state: 'skipped', reason: 'there are no words about it' };
    const texts = given.map((kind) => description[kind].text);
    const answer = await infer.run('text-embedding', { texts, purpose: 'passage' });
    const { tokenCounts, mostTokens, vectors } = answer;
    const factsOf = (kind: Kind) => {
      const tokenCount = tokenCounts[given.indexOf(kind)] ?? 0;
      return { tokenCount, truncated: tokenCount > mostTokens };
    };
    return {
      state: 'done',
      artifacts: {
        'text-embeddings': {
          model: model.title,
          dimensions: vectors[0]?.length ?? 0,
          summary: factsOf('summary'),
          keywords: factsOf('keywords'),
        },
      },
      vectors: given.flatMap((kind, at): VectorEntry[] => {
        const vector = vectors[at];
        return vector === undefined ? [] : [{ kind, startSec: 0, endSec: null, vector, model: model.key }];
      }),
    };
  },
});
