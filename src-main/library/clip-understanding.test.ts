import { describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { JobState } from '../../src-preload/contract/events.ts';
import { analysisOf } from './clip-understanding.ts';

const stages = ['transcript', 'on-screen-text', 'objects', 'faces', 'scenes'] as const;

const job = (stage: string, state: JobState, reason: string | null = null) => ({
  ...{ stage, state, reason },
  error: state === 'failed' ? new AppError('inference-failed', { model: 'm' }).serialize() : null,
});

const packFor = (task: string) => (task === 'faces' ? 'faces-yunet' : null);

describe('whether a clip is wholly analysed', () => {
  it('is so when speech, text, objects, people and scenes are done', () => {
    const analysis = analysisOf(
      stages.map((stage) => job(stage, 'done')),
      packFor,
    );
    expect(analysis.state).toBe('complete');
    expect(analysis.parts.map(({ part }) => part)).toEqual(['speech', 'text', 'objects', 'people', 'scenes']);
  });

  it('counts what does not apply to the clip as done', () => {
    const jobs = stages.map((stage) =>
      stage === 'transcript'
        ? job(stage, 'skipped', 'speech-activity was skipped: no sound')
        : job(stage, 'done'),
    );
    expect(analysisOf(jobs, packFor).state).toBe('complete');
  });

  it('names the pack that is missing, and the failure', () => {
    const jobs = [
      job('transcript', 'failed'),
      job('faces', 'skipped', 'model missing: faces'),
      job('on-screen-text', 'skipped', 'model missing: on-screen-text'),
      job('objects', 'done'),
    ];
    const { state, parts } = analysisOf(jobs, packFor);
    expect(state).toBe('incomplete');
    expect(parts.find(({ part }) => part === 'people')).toMatchObject({
      missingPack: 'faces-yunet',
      state: 'skipped',
    });
    expect(parts.find(({ part }) => part === 'text')).toMatchObject({ missingPack: null });
    expect(parts.find(({ part }) => part === 'speech')?.error?.code).toBe('inference-failed');
    expect(parts.find(({ part }) => part === 'scenes')?.state).toBeNull();
  });

  it('is under way while something of it is still to be done', () => {
    const jobs = [job('faces', 'skipped', 'model missing: faces'), job('objects', 'running')];
    expect(analysisOf(jobs, packFor).state).toBe('working');
  });
});
