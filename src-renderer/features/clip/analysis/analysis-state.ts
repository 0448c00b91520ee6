/** PURE: how far the analysis of a clip is, by what was read of it and what its stages have done since. */
import type { ClipInfo } from '../../../../src-preload/contract/commands/clip-info.ts';
import type { ClipUnderstanding } from '../../../../src-preload/contract/commands/clip-understanding.ts';

export type AnalysisPart = ClipUnderstanding['analysis']['parts'][number];
type Analysis = ClipUnderstanding['analysis'];

/** Stages are told of at once, the analysis is read again only when there is something new in it. */
export function currentAnalysis(analysis: Analysis, stages: ClipInfo['stages']): Analysis {
  const parts = analysis.parts.map((part) => {
    const stage = stages.find(({ name }) => name === part.stage);
    if (stage === undefined || part.state === null || stage.state === part.state) return part;
    const { state, reason, error } = stage;
    return { ...part, state, reason, error, missingPack: state === 'skipped' ? part.missingPack : null };
  });
  return { parts, state: stateOf(parts, analysis.state) };
}

function stateOf(parts: readonly AnalysisPart[], before: Analysis['state']): Analysis['state'] {
  if (parts.some(({ state }) => state === 'waiting' || state === 'running')) return 'working';
  if (parts.every(({ state }) => state === 'done')) return 'complete';
  // A clip without sound counts as complete without its speech: which parts may be left out is for the engine to say.
  return before === 'working' ? 'incomplete' : before;
}

export function countDone(parts: readonly AnalysisPart[]): number {
  return parts.filter(({ state }) => state === 'done').length;
}

/** What a person could do something about, or should know of. */
export function countMissing(parts: readonly AnalysisPart[]): number {
  return parts.filter(({ state }) => state === null || state === 'skipped' || state === 'failed').length;
}
