/** What `pocketsphinx_continuous -time yes` prints. */
import type { TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';

type Word = TaskOutput<'transcript'>['words'][number];

/** Word, start and end in seconds, posterior probability; the sentence stands on a line of its own before its words. */
const wordLine = /^(\S+) (\d+(?:\.\d+)?) (\d+(?:\.\d+)?) (\S+)$/;
/** Sentence ends, silence and noises of its filler dictionary: <s>, <sil>, [NOISE], ++COUGH++. */
const filler = /^(?:<.*>|\[.*\]|\+\+.*\+\+)$/;
/** "can(2)": the second pronunciation of the dictionary. */
const pronunciation = /\(\d+\)$/;

export function parsePocketsphinx(output: string): Word[] {
  return output.split(/\r?\n/).flatMap((line) => {
    const [, spelled, start, end, probability] = wordLine.exec(line.trim()) ?? [];
    if (spelled === undefined || filler.test(spelled)) return [];
    const confidence = Number(probability);
    return [
      {
        text: spelled.replace(pronunciation, ''),
        startSec: Number(start),
        endSec: Number(end),
        // Rounding takes posteriors a little beyond 1.
        confidence: Number.isFinite(confidence) ? Math.min(1, Math.max(0, confidence)) : null,
      },
    ];
  });
}
