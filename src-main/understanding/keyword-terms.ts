/** What is known of a clip as single terms: what the text embedding of its keywords is made from. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { cameraOf, firstName, type KnownOfClip, shownTexts, spokenText } from './summary-sentences.ts';

const most = { texts: 20, sounds: 10, spokenWords: 30 } as const;

/** The usual English words of four letters and more that say nothing of what is spoken of; shorter words are left out anyway. */
const fillers: ReadonlySet<string> = new Set(
  `about after again also always another around because been before being between both came come could does doing done
  down each even ever every from going gonna gotta have having here hers herself himself into itself just know like
  little made make many maybe mean more most much must myself never okay only other ours over really right said same
  shall should since some something still such sure take than thank thanks that their theirs them then there these they
  thing things think this those through today together under until upon very want well went were what when where which
  while will with within without would yeah your yours yourself don't it's that's i'm you're we're they're isn't didn't
  doesn't can't won't there's what's let's`.split(/\s+/u),
);

/** Each term once, whatever its case; the surest kinds of knowledge first. */
export function keywordTerms(known: KnownOfClip): string[] {
  const terms = [
    ...(known.exif?.keywords ?? []),
    known.exif?.place ?? '',
    cameraOf(known.exif),
    ...(known.objects?.labels ?? []).map(({ label }) => label),
    ...(known['picture-features']?.labels ?? []).map(({ label }) => firstName(label)),
    ...(known['sound-events']?.labels ?? []).slice(0, most.sounds).map(({ label }) => label),
    ...shownTexts(known['on-screen-text']).slice(0, most.texts),
    ...spokenWords(known.transcript),
  ];
  const once = new Map<string, string>();
  for (const term of terms.map((each) => each.trim())) {
    const key = term.toLowerCase();
    if (term !== '' && !once.has(key)) once.set(key, term);
  }
  return [...once.values()];
}

/** The words that are said most often, those said earlier first among equals. */
function spokenWords(transcript: Artifact<'transcript'> | null): string[] {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  const counts = new Map<string, number>();
  for (const { segment, isWordLike } of segmenter.segment(spokenText(transcript))) {
    const word = segment.toLowerCase().replaceAll('’', "'");
    if (isWordLike === true && isTelling(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, most.spokenWords)
    .map(([word]) => word);
}

/** Words of scripts in which a sign is a syllable or a word are short. */
function isTelling(word: string): boolean {
  const fewest = /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(word) ? 2 : 4;
  return word.length >= fewest && !fillers.has(word) && !/^\p{N}+$/u.test(word);
}
