/** The clip in words, put together from what other stages found: what text embeddings and full-text search are made from. */
import { z } from 'zod';
import { describeClip } from '../../understanding/description.ts';
import { defineStage } from '../stage.ts';

const uses = [
  'exif',
  'scenes',
  'picture',
  'transcript',
  'on-screen-text',
  'objects',
  'faces',
  'pose',
  'sound-events',
  'picture-features',
] as const;

/** Embedding models for long texts take up to 8192 tokens of their own counting (BGE-M3): half of that leaves room for miscounts. */
const mostTokens = z.number().int().min(16).max(100_000).default(3500);

export default defineStage({
  name: 'description',
  title: 'Description',
  version: 1,
  tier: 3,
  requires: ['probe'],
  uses,
  provides: ['description'],
  queue: 'cpu',
  params: z.object({
    summaryMostTokens: mostTokens.describe('Longer summaries are cut at a sentence, in tokens'),
    keywordsMostTokens: mostTokens.describe('Longer lists of keywords are cut, in tokens'),
  }),

  run({ artifacts, params }) {
    const description = describeClip(
      {
        probe: artifacts.get('probe'),
        exif: artifacts.find('exif'),
        scenes: artifacts.find('scenes'),
        picture: artifacts.find('picture'),
        transcript: artifacts.find('transcript'),
        'on-screen-text': artifacts.find('on-screen-text'),
        objects: artifacts.find('objects'),
        faces: artifacts.find('faces'),
        pose: artifacts.find('pose'),
        'sound-events': artifacts.find('sound-events'),
        'picture-features': artifacts.find('picture-features'),
      },
      params,
    );
    return Promise.resolve({ state: 'done', artifacts: { description } });
  },
});
