import { expect, it } from 'vitest';
import { clipTimeline } from '../../src-preload/contract/commands/clip-timeline.ts';
import { filledLibrary } from '../../tests/support/library-database.ts';
import { madeProbe } from '../../tests/support/made-probe.ts';
import { readClipTimeline } from './clip-timeline.ts';

const id = '0123456789abcdef0123';

it('is empty before anything was measured', async () => {
  const library = await filledLibrary();
  library.addClip(id);
  const timeline = readClipTimeline({ clip: id, relativeTo: null }, library.view);
  expect(clipTimeline.parse(timeline)).toEqual(timeline);
  expect(timeline).toMatchObject({ id, durationSec: null, waveform: null, scenes: [], exposure: null });
  expect(() => readClipTimeline({ clip: 'nobody', relativeTo: null }, library.view)).toThrow('No clip');
});

it('has what stages found, each in its place', async () => {
  const library = await filledLibrary();
  library.addClip(id);
  const chapters = [{ startSec: 0, endSec: 5, title: 'One' }];
  const rate = { frameRate: '30000/1001', framesPerSecond: 29.97, timecode: '01:00:00;00' };
  library.addArtifact(id, 'probe', madeProbe({ durationSec: 9, chapters, video: rate }));
  library.addArtifact(id, 'loudness', {
    ...{ trackIndex: 1, integratedLufs: -20, rangeLu: 3, truePeakDb: -1, samplePeakDb: -2 },
    ...{ silences: [{ startSec: 1, endSec: 2 }], silenceThresholdDb: -50, silenceMinimumSec: 0.5 },
    shortTerm: { stepSec: 1, lufs: [null, -20] },
  });
  library.addArtifact(id, 'scenes', {
    scenes: [{ index: 0, startSec: 0, endSec: 9 }],
    cuts: [],
    black: [{ startSec: 8, endSec: 9 }],
    frozen: [],
    framesSeen: 270,
    source: 'every-frame',
  });
  const timeline = readClipTimeline({ clip: id, relativeTo: null }, library.view);
  expect(clipTimeline.parse(timeline)).toEqual(timeline);
  expect(timeline).toMatchObject({
    ...{ durationSec: 9, framesPerSecond: 29.97, frameRate: '30000/1001', startTimecode: '01:00:00;00' },
    ...{ chapters, silences: [{ startSec: 1, endSec: 2 }], black: [{ startSec: 8, endSec: 9 }] },
    shortTermLoudness: { stepSec: 1, lufs: [null, -20] },
    scenes: [{ index: 0, startSec: 0, endSec: 9 }],
  });
});
