/** Words that another program wrote into a file, as a transcript. They are taken as they are: nothing of them counts as made up. */
import type { Artifact, TimelineEntry } from '../../src-preload/contract/artifacts.ts';
import type { SidecarData } from '../../src-preload/contract/sidecars.ts';
import { spreadWords } from '../media/parse/word-times.ts';
import type { Segment } from './transcript-segments.ts';

type Imported = Extract<SidecarData, { subject: 'transcript' }>;

/** What lies beyond the clip is left out. Where the file has no times of words, each gets its share of the segment's. */
export function transcriptFromSidecar(
  { fileName, language, segments }: Imported,
  facts: { readonly durationSec: number | null },
): Artifact<'transcript'> {
  const lastSec = facts.durationSec ?? Infinity;
  const within = segments
    .filter(({ startSec }) => startSec < lastSec)
    .toSorted((one, other) => one.startSec - other.startSec)
    .map((segment) => clamped(segment, lastSec));
  return { engine: fileName, language, segments: within, removed: [] };
}

function clamped({ startSec, endSec, text, words }: Segment, lastSec: number): Segment {
  const untilSec = Math.min(endSec, lastSec);
  const timed = words
    .filter((word) => word.startSec < lastSec)
    .map((word) => ({ ...word, endSec: Math.min(word.endSec, lastSec) }));
  return {
    ...{ startSec, text },
    endSec: untilSec,
    words: words.length === 0 ? spreadWords(text, startSec, untilSec) : timed,
  };
}

export function transcriptTimeline({ segments }: Pick<Artifact<'transcript'>, 'segments'>): TimelineEntry[] {
  return segments.map(({ startSec, endSec, text }) => ({
    ...{ lane: 'transcript', startSec, endSec, data: { text } },
  }));
}
