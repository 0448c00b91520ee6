/** Faces, linked over time. */
import { z } from 'zod';
import { boxArea } from '../../understanding/box-geometry.ts';
import { asDetections, faceParams, findFaces } from '../../understanding/face-detections.ts';
import { coarseGate } from '../../understanding/frame-gate.ts';
import { beginLook } from '../../understanding/look-analysis.ts';
import { lookParams } from '../../understanding/look-params.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import { linkDetections } from '../../understanding/object-tracks.ts';
import { fourDecimals, roundedPoint } from '../../understanding/rounded-findings.ts';
import { clearest, mostAtOnce, sightingsOf } from '../../understanding/track-facts.ts';
import { inTurns } from '../../understanding/turns.ts';
import { defineFrameAnalyzer } from '../stage.ts';

export default defineFrameAnalyzer({
  name: 'faces',
  title: 'Faces',
  version: 1,
  tier: 3,
  requires: ['probe'],
  provides: ['faces'],
  queue: 'inference',
  models: [
    { task: 'faces', need: 'required' },
    { task: 'face-landmarks', need: 'useful' },
  ],
  params: lookParams.extend({
    ...faceParams.shape,
    longestGapSec: z
      .number()
      .min(0)
      .max(60)
      .default(2.5)
      .describe('Seen again within this time, it is the same face, in seconds'),
  }),

  wishes: ({ artifacts, params }) => ({ frames: { look: lookWish(artifacts.get('probe'), params) } }),

  begin({ artifacts, params, infer }) {
    return beginLook({
      probe: artifacts.get('probe'),
      infer,
      settings: params,
      gate: coarseGate,
      analyse: (picture) => findFaces(infer, picture),
      async conclude({ samples, frames, aspect }) {
        const detections = asDetections(samples, params.leastConfidence);
        const linked = await inTurns(linkDetections(detections, { ...params, aspect }));
        // Somebody who turns round was a face before or after.
        const found = linked.filter(({ sightings }) =>
          sightings.some(({ detection }) => detection.check !== 'not-confirmed'),
        );
        const tracks = found.map((track, id) => ({
          id,
          ...sightingsOf(track),
          landmarks: clearest(track).detection.landmarks.map(({ name, ...point }) => ({
            ...roundedPoint(point),
            name,
          })),
          largestShare: fourDecimals(
            Math.max(...track.sightings.map(({ detection: { box } }) => boxArea(box))),
          ),
        }));
        return {
          state: 'done',
          artifacts: { faces: { tracks, mostAtOnce: mostAtOnce(found), frames } },
          timeline: tracks.map(({ id, confidence, largestShare, startSec, endSec }) => ({
            lane: 'face',
            startSec,
            endSec,
            data: { track: id, confidence, largestShare },
          })),
        };
      },
    });
  },
});
