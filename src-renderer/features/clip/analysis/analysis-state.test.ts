import { describe, expect, it } from 'vitest';
import type { ClipInfo } from '../../../../src-preload/contract/commands/clip-info.ts';
import { understandingOf } from '../understood/understanding-sample.ts';
import { countMissing, currentAnalysis } from './analysis-state.ts';

type Stage = ClipInfo['stages'][number];

function stage(name: string, state: Stage['state'], reason: string | null = null): Stage {
  return {
    ...{ name, title: name, version: 1, tier: 2, state, reason },
    ...{ durationSec: null, attempt: 1, blockedBy: null, error: null, progress: null },
  };
}

const { analysis } = understandingOf();

describe('the state of the analysis', () => {
  it('is as it was read while no stage has changed', () => {
    expect(currentAnalysis(analysis, [stage('objects', 'done')])).toEqual(analysis);
  });

  it('is working as soon as a stage runs again', () => {
    expect(currentAnalysis(analysis, [stage('objects', 'running')]).state).toBe('working');
  });

  it('is incomplete when the last stage that worked did not come to its end', () => {
    const working = { ...analysis, state: 'working' as const };
    const { state, parts } = currentAnalysis(working, [stage('objects', 'skipped', 'no model')]);
    expect(state).toBe('incomplete');
    expect(countMissing(parts)).toBe(1);
    expect(parts.find(({ part }) => part === 'objects')?.reason).toBe('no model');
  });

  it('forgets a missing pack when its stage goes on', () => {
    const parts = analysis.parts.map((part) =>
      part.part === 'text' ? { ...part, state: 'skipped' as const, missingPack: 'ppocr' } : part,
    );
    const incomplete = { state: 'incomplete' as const, parts };
    expect(countMissing(currentAnalysis(incomplete, []).parts)).toBe(1);
    const now = currentAnalysis(incomplete, [stage('on-screen-text', 'waiting')]);
    expect(now.state).toBe('working');
    expect(now.parts.map(({ missingPack }) => missingPack)).not.toContain('ppocr');
  });
});
