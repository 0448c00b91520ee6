import { describe, expect, it } from 'vitest';
import type { RushesClient } from '../api/client.ts';
import { createActivityStore } from './activity-store.ts';

/** The reducer asks nothing of it. */
const noClient = {} as RushesClient;

function jobEvent(stage: string, state: 'running' | 'done') {
  const job = { attempt: 1, durationSec: null, reason: null, error: null };
  return { sequence: 1, atMs: 0, type: 'job-changed' as const, data: { clipId: 'c', stage, state, ...job } };
}

describe('the activity store', () => {
  it('follows stages from their start to their end', () => {
    const store = createActivityStore(noClient);
    const { hear } = store.getState();
    hear({ kind: 'events', events: [jobEvent('probe', 'running'), jobEvent('exif', 'running')] });
    hear({ kind: 'progress', progress: [{ clipId: 'c', stage: 'exif', fraction: 0.5 }] });
    expect([...(store.getState().running.get('c') ?? [])]).toEqual([
      ['probe', null],
      ['exif', 0.5],
    ]);
    hear({ kind: 'events', events: [jobEvent('probe', 'done'), jobEvent('exif', 'done')] });
    expect(store.getState().running.size).toBe(0);
  });

  it('does not bring back a stage whose last progress comes late', () => {
    const store = createActivityStore(noClient);
    store.getState().hear({ kind: 'progress', progress: [{ clipId: 'c', stage: 'exif', fraction: 1 }] });
    expect(store.getState().running.size).toBe(0);
  });

  it('keeps the newest state of each scan', () => {
    const store = createActivityStore(noClient);
    const scan = { paths: ['/a'], found: 1, new: 1, unchanged: 0, failed: 0, error: null, unreadable: [] };
    store.getState().hear({ kind: 'scan', scan: { ...scan, scan: '1', state: 'looking' } });
    store.getState().hear({ kind: 'scan', scan: { ...scan, scan: '1', state: 'finished' } });
    expect(store.getState().scans.map(({ state }) => state)).toEqual(['finished']);
  });
});
