import { describe, expect, it } from 'vitest';
import { cellWidth } from '../format/table.ts';
import { progressSince, type StatusFacts } from './progress-state.ts';
import { progressBar, progressLine } from './progress-text.ts';

const status = (over: Partial<StatusFacts> = {}): StatusFacts => ({
  clips: 100,
  openClips: 0,
  jobs: { waiting: 0, running: 0, done: 900, skipped: 90, failed: 10, blocked: 0 },
  running: [],
  speed: null,
  timeLeftSec: null,
  ...over,
});

const running = {
  clipId: 'c',
  name: 'a\nb.mp4',
  stage: 'scenes',
  queue: 'cpu',
  runningSec: 1,
  progress: 0.5,
  stalled: null,
} as const;

const half = status({
  clips: 110,
  openClips: 6,
  jobs: { waiting: 9, running: 1, done: 908, skipped: 91, failed: 11, blocked: 4 },
  running: [running],
  speed: 3.42,
  timeLeftSec: 80,
});

describe('progressSince', () => {
  it('counts what has been done since it began, with what runs in part', () => {
    expect(progressSince(status(), half, 12)).toEqual({
      filesFound: 12,
      clipsDone: 4,
      clipsTotal: 10,
      stagesDone: 10,
      stagesTotal: 20,
      failed: 1,
      fraction: 10.5 / 20,
      running: ['scenes of a\nb.mp4'],
      speed: 3.42,
      timeLeftSec: 80,
    });
  });

  it('takes no harm from results that are taken back', () => {
    const retried = status({
      jobs: { waiting: 3, running: 0, done: 900, skipped: 90, failed: 7, blocked: 0 },
      openClips: 2,
    });
    expect(progressSince(status(), retried, 0)).toMatchObject({
      stagesDone: 0,
      stagesTotal: 3,
      failed: 0,
      clipsDone: 0,
      fraction: 0,
    });
  });

  it('has no fraction before there is work', () => {
    expect(progressSince(status(), status(), 3).fraction).toBeNull();
  });
});

describe('the text of progress', () => {
  const state = progressSince(status(), half, 12);

  it('is a bar that fits the terminal', () => {
    expect(progressBar(state, 200)).toBe(
      '[============>           ]  53 %  4/10 clips, 10/20 stages, 1 failed, 3.4x, 1 min 20 s left',
    );
    for (const columns of [10, 40, 80])
      expect(cellWidth(progressBar(state, columns))).toBeLessThanOrEqual(columns);
    expect(progressBar({ ...state, fraction: 1 }, 80)).toContain(`[${'='.repeat(24)}] 100 %`);
  });

  it('is one line for a log, whatever the clip is called', () => {
    expect(progressLine(state)).toBe(
      '53 %, 4/10 clips, 10/20 stages, 1 failed, 3.4x, 1 min 20 s left, scenes of a\\nb.mp4',
    );
  });

  it('tells of files while nothing else can be told', () => {
    const looking = progressSince(status(), status(), 1);
    expect(progressLine(looking)).toBe('1 file found');
    expect(progressBar(looking, 80)).toBe('Looking: 1 file found');
  });
});
