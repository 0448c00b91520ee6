/** Shots of a clip: hard cuts, fades and dissolves, the scenes between them, black and frozen stretches. */
import { z } from 'zod';
import type { Artifact, TimelineEntry } from '../../../src-preload/contract/artifacts.ts';
import { KeyframeCutDetector } from '../../media/signal/keyframe-cuts.ts';
import { chooseBoundaries, scenesBetween } from '../../media/signal/scene-list.ts';
import { halvePicture } from '../../media/signal/halve-picture.ts';
import { ShotBoundaryDetector, type ShotFindings } from '../../media/signal/shot-boundaries.ts';
import { smallFrameWish } from '../../media/signal/small-frame.ts';
import { defineFrameAnalyzer } from '../stage.ts';

/** What arrives is shared with other stages; detectors get half of it, on which they cost a tenth of a millisecond. */
const size = { width: smallFrameWish.width / 2, height: smallFrameWish.height / 2 } as const;

const weight = z.number().min(0).max(10);
const level = z.number().min(0).max(255);

const params = z.object({
  source: z
    .enum(['every-frame', 'keyframes'])
    .default('every-frame')
    .describe('Which pictures are looked at; from keyframes only hard cuts and black are told'),
  minimumSceneSec: z.number().min(0).max(60).default(0.4).describe('Shortest scene, in seconds'),
  hueWeight: weight.default(1).describe('Weight of hue in the content difference'),
  saturationWeight: weight.default(1).describe('Weight of saturation in the content difference'),
  valueWeight: weight.default(1).describe('Weight of value in the content difference'),
  cutFloor: level.default(7).describe('Least content difference of a hard cut, 0 to 255'),
  cutRatio: z
    .number()
    .min(1)
    .max(100)
    .default(3)
    .describe('Least ratio of a hard cut to the difference of pictures around it'),
  cutNeighbours: z
    .number()
    .int()
    .min(1)
    .max(9)
    .default(4)
    .describe('Pictures on each side that count as around it'),
  flashSec: z
    .number()
    .min(0)
    .max(2)
    .default(0.35)
    .describe('The old picture back within this time: a flash, no cut'),
  dissolveFloor: level
    .default(28)
    .describe('Least RMS difference of two shots that dissolve, levels of 0 to 255'),
  fadeFloor: level.default(30).describe('Least contrast of a shot that fades, levels of luma'),
  keyframeFloor: z
    .number()
    .min(0)
    .max(1.5)
    .default(0.35)
    .describe('Least distance of two keyframes of different shots, 0 (the same) to about 1 (unrelated)'),
  blackMinimumSec: z.number().min(0).max(60).default(0.2).describe('Shortest stretch of black, in seconds'),
  frozenMinimumSec: z
    .number()
    .min(0)
    .max(600)
    .default(2)
    .describe('Shortest stretch of a still picture, in seconds'),
  frozenMeanTolerance: level.default(0.5).describe('Mean change of luma up to which a picture stands still'),
  frozenPixelTolerance: level.default(3).describe('Change of any pixel up to which a picture stands still'),
});
type Params = z.infer<typeof params>;

export default defineFrameAnalyzer({
  name: 'scenes',
  title: 'Scenes and cuts',
  version: 1,
  tier: 2,
  requires: ['probe'],
  uses: ['probe-detail'],
  provides: ['scenes'],
  params,

  wishes: ({ params: { source } }) => ({
    frames: { small: { ...smallFrameWish, rate: source === 'keyframes' ? 'keyframes' : 'every' } },
  }),

  begin({ artifacts, params: settings }) {
    const detector = createDetector(settings);
    const durationSec = artifacts.find('probe-detail')?.durationSec ?? artifacts.get('probe').durationSec;
    const picture = new Uint8Array(size.width * size.height * 3);
    let framesSeen = 0;
    let firstSec = 0;
    let lastSec = 0;
    return {
      onFrame({ timeSec, pixels }) {
        // A container may give a picture an earlier time than the one before it; time only goes on.
        lastSec = framesSeen === 0 ? timeSec : Math.max(lastSec, timeSec);
        if (framesSeen === 0) firstSec = timeSec;
        halvePicture(pixels, smallFrameWish.width, smallFrameWish.height, picture);
        detector.push(picture, lastSec);
        framesSeen += 1;
      },
      finish() {
        if (framesSeen === 0) return { state: 'skipped', reason: 'no picture could be decoded' };
        const frameSec = framesSeen > 1 ? (lastSec - firstSec) / (framesSeen - 1) : 0;
        const endSec = Math.max(durationSec ?? lastSec + frameSec, lastSec);
        const shownUntilSec = settings.source === 'keyframes' ? endSec : Math.min(endSec, lastSec + frameSec);
        const findings = detector.finish(shownUntilSec);
        const scenes = compose(findings, endSec, settings, framesSeen);
        return { state: 'done', artifacts: { scenes }, timeline: timelineOf(scenes) };
      },
    };
  },
});

interface Detector {
  push(rgb: Uint8Array, timeSec: number): void;
  finish(endSec: number): Omit<ShotFindings, 'frozen'> & Partial<Pick<ShotFindings, 'frozen'>>;
}

function createDetector(settings: Params): Detector {
  if (settings.source === 'keyframes') {
    const { keyframeFloor: floor, blackMinimumSec } = settings;
    return new KeyframeCutDetector({ ...size, floor, blackMinimumSec });
  }
  const { hueWeight: hue, saturationWeight: saturation, valueWeight: value } = settings;
  return new ShotBoundaryDetector({ ...settings, ...size, weights: { hue, saturation, value } });
}

function compose(
  found: ReturnType<Detector['finish']>,
  endSec: number,
  { source, minimumSceneSec }: Params,
  framesSeen: number,
): Artifact<'scenes'> {
  const cuts = chooseBoundaries(found.boundaries, endSec, minimumSceneSec);
  return {
    scenes: [...scenesBetween(cuts, endSec)],
    cuts: [...cuts],
    black: [...found.black],
    frozen: [...(found.frozen ?? [])],
    framesSeen,
    source,
  };
}

function timelineOf({ scenes, cuts, black, frozen }: Artifact<'scenes'>): TimelineEntry[] {
  const span = (lane: string) => (each: { readonly startSec: number; readonly endSec: number }) => ({
    lane,
    startSec: each.startSec,
    endSec: each.endSec,
    data: {},
  });
  return [
    ...scenes.map(({ index, ...scene }) => ({ ...span('scene')(scene), data: { index } })),
    ...cuts.map(({ timeSec, frame, kind, startSec, endSec, strength }) => ({
      lane: 'cut',
      startSec,
      endSec: kind === 'cut' ? null : endSec,
      data: { timeSec, frame, kind, strength },
    })),
    ...black.map(span('black')),
    ...frozen.map(span('frozen')),
  ];
}
