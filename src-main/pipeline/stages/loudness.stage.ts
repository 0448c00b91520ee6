/** Loudness (EBU R 128) and silences of a clip's default audio track. */
import { z } from 'zod';
import { LoudnessReader, shortTermStepSec } from '../../media/signal/loudness-measures.ts';
import { defineFrameAnalyzer } from '../stage.ts';

const params = z.object({
  silenceDb: z
    .number()
    .min(-100)
    .max(-10)
    .default(-50)
    .describe('Sound below this is silence, in dB of full scale; -100 to -10.'),
  silenceSec: z
    .number()
    .min(0.1)
    .max(60)
    .default(0.5)
    .describe('Silences are at least this long, in seconds; 0.1 to 60.'),
});

export default defineFrameAnalyzer({
  name: 'loudness',
  title: 'Loudness and silences',
  version: 1,
  tier: 2,
  requires: ['probe'],
  provides: ['loudness'],
  params,

  wishes: ({ artifacts, params: { silenceDb, silenceSec } }) =>
    artifacts.get('probe').audioTracks.length === 0
      ? { skip: 'no sound' }
      : { audio: { measure: { silenceDb, silenceSec } } },

  begin({ artifacts, params: { silenceDb, silenceSec } }) {
    const { audioTracks, durationSec } = artifacts.get('probe');
    const track = audioTracks.find(({ isDefault }) => isDefault) ?? audioTracks[0];
    const reader = new LoudnessReader();
    return {
      onMeasure(measure) {
        reader.add(measure);
      },
      finish() {
        if (reader.count === 0 || track === undefined) {
          return { state: 'skipped', reason: 'too little sound to measure' };
        }
        const { shortTermLufs, silences, ...figures } = reader.finish(track.durationSec ?? durationSec);
        const loudness = {
          trackIndex: track.index,
          ...figures,
          silences: [...silences],
          silenceThresholdDb: silenceDb,
          silenceMinimumSec: silenceSec,
          shortTerm: { stepSec: shortTermStepSec, lufs: [...shortTermLufs] },
        };
        const timeline = silences.map((span) => ({ lane: 'silence', ...span, data: {} }));
        return { state: 'done', artifacts: { loudness }, timeline };
      },
    };
  },
});
