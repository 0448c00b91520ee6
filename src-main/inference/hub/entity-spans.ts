/** Labels of words, put together into named entities. */
import type { Scored, TaskOutput } from '../../../src-preload/contract/inference-tasks.ts';
import type { TextWord } from './words-with-offsets.ts';

export interface LabelledWord extends TextWord {
  /** As the model names it: "O", "B-PER", "I-PER", "LOC" … */
  readonly label: string;
  readonly confidence: number;
}

export type Entity = TaskOutput<'entities'>['entities'][number];

/** Names of the kinds that CoNLL-2003 and OntoNotes abbreviate. Others go by the model's own name in lower case. */
const kindNames: Readonly<Record<string, string>> = {
  PER: 'person',
  PERSON: 'person',
  LOC: 'location',
  ORG: 'organization',
  MISC: 'miscellaneous',
  GPE: 'place',
  FAC: 'facility',
};

interface Tag {
  readonly position: 'begins' | 'goes on';
  readonly kind: string;
}

/** BIO and BIOES (BILOU); without a prefix, neighbours of one kind are one entity. null: no part of any. */
function tagOf(label: string): Tag | null {
  if (label === 'O' || label === '') return null;
  const prefix = /^[BIESLU](?=-.)/u.exec(label)?.[0] ?? null;
  const begins = prefix === 'B' || prefix === 'S' || prefix === 'U';
  return { position: begins ? 'begins' : 'goes on', kind: prefix === null ? label : label.slice(2) };
}

/**
 * Words of one kind that follow each other, unless the later one begins an entity of its own. Confidence: the mean over the words.
 * Punctuation at the edges is no part of a name.
 */
export function entitySpans(text: string, words: readonly LabelledWord[]): Entity[] {
  const groups: Group[] = [];
  let kindBefore: string | null = null;
  for (const word of words) {
    const tag = tagOf(word.label);
    const goesOn = tag?.position === 'goes on' && tag.kind === kindBefore;
    if (goesOn) groups.at(-1)?.words.push(word);
    else if (tag !== null) groups.push({ kind: tag.kind, words: [word] });
    kindBefore = tag?.kind ?? null;
  }
  return groups.flatMap((group) => entityOf(text, group));
}

interface Group {
  readonly kind: string;
  readonly words: LabelledWord[];
}

function entityOf(text: string, { kind, words }: Group): Entity[] {
  const whole = text.slice(words[0]?.start ?? 0, words.at(-1)?.end ?? 0);
  const trimmedStart = whole.replace(/^[\p{P}\s]+/u, '');
  const startCharacter = (words[0]?.start ?? 0) + whole.length - trimmedStart.length;
  const name = trimmedStart.replace(/[\p{P}\s]+$/u, '');
  if (name === '') return [];
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
  const label = kindNames[kind.toUpperCase()] ?? kind.toLowerCase();
  return [{ label, confidence, text: name, startCharacter, endCharacter: startCharacter + name.length }];
}

/** The most likely label of a word whose tokens got these probabilities: of their mean. */
export function labelOfWord(probabilities: readonly Float32Array[], labels: readonly string[]): Scored {
  const best = { label: 'O', confidence: 0 };
  labels.forEach((label, index) => {
    let sum = 0;
    for (const each of probabilities) sum += each[index] ?? 0;
    const confidence = Math.min(1, sum / probabilities.length);
    if (confidence > best.confidence) Object.assign(best, { label, confidence });
  });
  return best;
}
