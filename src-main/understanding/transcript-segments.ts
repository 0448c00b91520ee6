/** Words in the order of time, as segments that can be read like subtitles. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { joinWords } from '../media/parse/word-times.ts';

export type Segment = Artifact<'transcript'>['segments'][number];
export type Word = Segment['words'][number];

/** As long as the pause after which PocketSphinx ends a sentence (its `-vad_postspeech`: 50 frames of 10 ms). */
const partingPauseSec = 0.5;
/** Two lines of 42 letters for at most 7 s: Netflix, "English Timed Text Style Guide". */
const mostLetters = 84;
const mostSec = 7;
const sentenceEnd = /[.!?…。！？]["'”’)\]]*$/u;

/** A segment ends at a pause, at the end of a sentence, and before it becomes too long to read. */
export function segmentsOfWords(words: readonly Word[]): Segment[] {
  const groups: [Word, ...Word[]][] = [];
  for (const word of words) {
    const group = groups.at(-1);
    if (group !== undefined && goesOn(group, word)) group.push(word);
    else groups.push([word]);
  }
  return groups.map(segmentOf);
}

export function segmentOf(words: readonly [Word, ...Word[]]): Segment {
  const endSec = words.reduce((latest, word) => Math.max(latest, word.endSec), words[0].endSec);
  return { startSec: words[0].startSec, endSec, text: joinWords(words), words: [...words] };
}

function goesOn(group: readonly [Word, ...Word[]], word: Word): boolean {
  const last = group.at(-1) ?? group[0];
  if (word.startSec - last.endSec >= partingPauseSec || sentenceEnd.test(last.text)) return false;
  const letters = joinWords([...group, word]).length;
  return letters <= mostLetters && word.endSec - group[0].startSec <= mostSec;
}
