/** What is said, word by word: by a model or a program, whichever is there. Only speech is given to them. */
import { z } from 'zod';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import { soundBatches } from '../../understanding/clip-sound.ts';
import { removeHallucinations } from '../../understanding/hallucinations.ts';
import { transcriptFromSidecar, transcriptTimeline } from '../../understanding/imported-transcript.ts';
import {
  chooseEngine,
  engineChoices,
  languageOfTag,
  placeWords,
  type SpeechEngine,
} from '../../understanding/speech-engines.ts';
import { planPieces } from '../../understanding/transcript-pieces.ts';
import { segmentsOfWords, type Word } from '../../understanding/transcript-segments.ts';
import { defineStage, type StageContext } from '../stage.ts';

const params = z.object({
  engine: z
    .enum(engineChoices)
    .default('auto')
    .describe('What writes the speech down: "auto" takes an installed Whisper, else a program that is there'),
  language: z
    .string()
    .regex(/^(auto|[a-z]{2})$/)
    .default('auto')
    .describe('What is spoken, as a code of two letters (ISO 639-1), or "auto"'),
  madeUpText: z
    .enum(['remove', 'keep'])
    .default('remove')
    .describe(
      'What to do with text that was probably made up: repeats, text over silence, known filler phrases',
    ),
});
type Context = StageContext<z.infer<typeof params>>;
type Track = Artifact<'probe'>['audioTracks'][number];

/** A run is keyed by the program that it would ask where no model is installed. */
export default defineStage({
  name: 'transcript',
  title: 'Transcript',
  version: 1,
  tier: 3,
  requires: ['probe', 'speech-activity'],
  provides: ['transcript'],
  queue: 'inference',
  models: [{ task: 'transcript', need: 'useful' }],
  params,
  imports: {
    subject: 'transcript',
    outcome(data, facts) {
      if (data.subject !== 'transcript') return { state: 'skipped', reason: 'no words were imported' };
      const transcript = transcriptFromSidecar(data, facts);
      return { state: 'done', artifacts: { transcript }, timeline: transcriptTimeline(transcript) };
    },
  },

  async run(context) {
    const { audioTracks } = context.artifacts.get('probe');
    const { spans } = context.artifacts.get('speech-activity');
    const track = audioTracks.find(({ isDefault }) => isDefault) ?? audioTracks[0];
    if (track === undefined) return { state: 'skipped', reason: 'no sound' };
    if (spans.length === 0) return { state: 'skipped', reason: 'no speech' };
    const { engine: choice, language, madeUpText } = context.params;
    const stated = language === 'auto' ? null : language;
    const spoken = stated ?? languageOfTag(track.language);
    const engine = chooseEngine({ choice, language: spoken, infer: context.infer, speech: context.speech });
    if ('missing' in engine) return { state: 'skipped', reason: engine.missing };
    const heard = await hear(context, engine, track, stated);
    const doubt = engine.doubt(heard.words);
    if (doubt !== null) return { state: 'skipped', reason: doubt };
    const segments = segmentsOfWords(heard.words);
    const checked = madeUpText === 'keep' ? { segments, removed: [] } : removeHallucinations(segments, spans);
    const transcript = {
      ...{ engine: engine.title, language: heard.language },
      segments: [...checked.segments],
      removed: [...checked.removed],
    };
    return { state: 'done', artifacts: { transcript }, timeline: transcriptTimeline(transcript) };
  },
});

async function hear(
  context: Context,
  engine: SpeechEngine,
  { index: trackIndex }: Track,
  stated: string | null,
): Promise<{ readonly language: string | null; readonly words: readonly Word[] }> {
  const { artifacts, media, signal } = context;
  const probe = artifacts.get('probe');
  const pieces = planPieces(artifacts.get('speech-activity').spans);
  const words: Word[] = [];
  let language = stated;
  let heardPieces = 0;
  for await (const batch of soundBatches({ media, probe, trackIndex, pieces, batchSec: engine.batchSec })) {
    signal.throwIfAborted();
    const answer = await engine.hear(batch, stated, (pieceCount) => {
      heardPieces += pieceCount;
      context.progress(heardPieces / pieces.length);
    });
    language ??= answer.language;
    for (const [at, piece] of batch.entries()) words.push(...placeWords(answer.pieces[at] ?? [], piece));
  }
  return { language, words };
}
