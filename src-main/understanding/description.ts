/** A clip in words. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { keywordTerms } from './keyword-terms.ts';
import { type KnownOfClip, summarySentences } from './summary-sentences.ts';
import { cutToTokens, joinToTokens } from './text-tokens.ts';

export interface DescriptionLimits {
  /** Tokens as `countTokens` counts them. */
  readonly summaryMostTokens: number;
  readonly keywordsMostTokens: number;
}

export function describeClip(known: KnownOfClip, limits: DescriptionLimits): Artifact<'description'> {
  return {
    summary: cutToTokens(summarySentences(known).join(' '), limits.summaryMostTokens),
    keywords: joinToTokens(keywordTerms(known), limits.keywordsMostTokens),
  };
}
