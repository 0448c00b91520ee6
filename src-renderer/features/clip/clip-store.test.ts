import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import { touchedParts } from './clip-store.ts';

function touched(event: object) {
  const events = [{ sequence: 1, atMs: 0, ...event } as EngineEvent];
  return [...touchedParts({ kind: 'events', events }, 'mine')].sort();
}

const job = { attempt: 1, durationSec: null, reason: null, error: null, state: 'done' };

describe('what is read again', () => {
  it('is what an event of this clip touches', () => {
    const stored = { clipId: 'mine', stage: 'scenes', artifact: 'scenes' };
    expect(touched({ type: 'artifact-stored', data: stored })).toEqual([
      'info',
      'playback',
      'timeline',
      'understanding',
    ]);
    const poster = { clipId: 'mine', stage: 'poster', artifact: 'poster' };
    expect(touched({ type: 'artifact-stored', data: poster })).toEqual(['info', 'playback', 'timeline']);
    const skipped = { ...job, clipId: 'mine', stage: 'objects', state: 'skipped' };
    expect(touched({ type: 'job-changed', data: skipped })).toEqual(['info', 'understanding']);
    expect(touched({ type: 'job-changed', data: { ...job, clipId: 'mine', stage: 'scenes' } })).toEqual([
      'info',
    ]);
    expect(touched({ type: 'job-changed', data: { ...job, clipId: 'mine', stage: 'proxy' } })).toEqual([
      'info',
      'playback',
    ]);
    expect(touched({ type: 'clips-annotated', data: { clipIds: ['other', 'mine'] } })).toEqual([
      'annotations',
      'understanding',
    ]);
  });

  it('is nothing for events of other clips', () => {
    expect(touched({ type: 'job-changed', data: { ...job, clipId: 'other', stage: 'proxy' } })).toEqual([]);
    expect(touched({ type: 'clips-annotated', data: { clipIds: ['other'] } })).toEqual([]);
    expect(touched({ type: 'engine-changed', data: { state: 'paused' } })).toEqual([]);
  });

  it('is everything when events were missed', () => {
    expect(touchedParts({ kind: 'reset' }, 'mine').size).toBe(5);
    const engine = { state: 'running' as const, library: '/l' };
    expect(touchedParts({ kind: 'engine', engine }, 'mine').size).toBe(5);
  });
});
