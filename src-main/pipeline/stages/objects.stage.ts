/** Things that a detector knows by name, linked over time. */
import { z } from 'zod';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { coarseGate } from '../../understanding/frame-gate.ts';
import { importedTracks } from '../../understanding/imported-objects.ts';
import { beginLook } from '../../understanding/look-analysis.ts';
import { lookParams } from '../../understanding/look-params.ts';
import { lookWish } from '../../understanding/look-wish.ts';
import { type Detection, linkDetections, type Track } from '../../understanding/object-tracks.ts';
import { seenWithin } from '../../understanding/seen-boxes.ts';
import { inTurns } from '../../understanding/turns.ts';
import { labelFacts, sightingsOf } from '../../understanding/track-facts.ts';
import { directionOf, foundIn, UprightVote } from '../../understanding/upright-vote.ts';
import { defineFrameAnalyzer, type OutcomeOf } from '../stage.ts';

const confidence = z.number().min(0).max(1);

export default defineFrameAnalyzer({
  name: 'objects',
  title: 'Objects',
  version: 1,
  tier: 3,
  requires: ['probe'],
  provides: ['objects'],
  queue: 'inference',
  models: [{ task: 'objects', need: 'required' }],
  params: lookParams.extend({
    leastConfidence: confidence.default(0.35).describe('Detections less sure than this are left out, 0 to 1'),
    sureConfidence: confidence
      .default(0.5)
      .describe('A thing counts when it is seen at least once this surely, 0 to 1'),
    longestGapSec: z
      .number()
      .min(0)
      .max(60)
      .default(2.5)
      .describe('Seen again within this time, it is the same thing, in seconds'),
  }),

  wishes: ({ artifacts, params }) => ({ frames: { look: lookWish(artifacts.get('probe'), params) } }),

  begin({ artifacts, params, infer, log }) {
    const vote = new UprightVote(async (picture) => (await infer.run('objects', { picture })).objects);
    return beginLook({
      probe: artifacts.get('probe'),
      infer,
      settings: params,
      gate: coarseGate,
      analyse: (picture) => vote.look(picture),
      async conclude({ samples, frames, aspect }) {
        const turns = directionOf(samples.map(({ answer }) => answer));
        if (turns !== 0)
          log.info('the clip lies on its side or its head: it was looked at turned', { turns });
        const detections = samples.map(({ timeSec, endSec, answer }) => ({
          timeSec,
          endSec,
          detections: seenWithin(foundIn(answer, turns), params.leastConfidence),
        }));
        return outcomeOf(await inTurns(linkDetections(detections, { ...params, aspect })), frames);
      },
    });
  },

  imports: {
    subject: 'objects',
    outcome(data, facts) {
      if (data.subject !== 'objects') return { state: 'skipped', reason: 'the file has no objects' };
      const { tracks, frameCount } = importedTracks(data.detections, facts);
      return outcomeOf(tracks, { seen: frameCount, analysed: frameCount });
    },
  },
});

function outcomeOf(
  found: readonly Track<Detection>[],
  frames: Artifact<'objects'>['frames'],
): OutcomeOf<'objects'> {
  const tracks = found.map((track, id) => ({ id, label: track.label, ...sightingsOf(track) }));
  return {
    state: 'done',
    artifacts: { objects: { tracks, labels: labelFacts(found), frames } },
    timeline: tracks.map(({ id, label, confidence: sureness, startSec, endSec }) => ({
      lane: 'object',
      startSec,
      endSec,
      data: { track: id, label, confidence: sureness },
    })),
  };
}
