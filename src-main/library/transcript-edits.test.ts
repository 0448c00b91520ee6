import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../src-preload/contract/artifacts.ts';
import { withEdits } from './transcript-edits.ts';

const word = (text: string, startSec: number) => ({
  text,
  startSec,
  endSec: startSec + 0.3,
  confidence: 0.9,
});

const transcript: Artifact<'transcript'> = {
  engine: 'test',
  language: 'en',
  segments: [
    {
      ...{ startSec: 1, endSec: 3, text: 'The budged, they said, the budged.' },
      words: [
        word('The', 1),
        word('budged', 1.4),
        word('they', 1.8),
        word('said', 2),
        word('the', 2.2),
        word('budged', 2.5),
      ],
    },
  ],
  removed: [],
};

const textsOf = (edited: ReturnType<typeof withEdits>) =>
  edited.segments.flatMap(({ words }) => words.map(({ text, original }) => [text, original]));

describe('withEdits', () => {
  it('lays a correction over the word at its time, and leaves what stands between the words', () => {
    const edited = withEdits(transcript, [{ startMs: 2500, original: 'budged', text: 'budget' }]);
    expect(edited.segments[0]?.text).toBe('The budged, they said, the budget.');
    expect(textsOf(edited)[5]).toEqual(['budget', 'budged']);
    expect(textsOf(edited)[1]).toEqual(['budged', null]);
  });

  it('follows a word that another run puts a little elsewhere, and leaves another word alone', () => {
    const edits = [
      { startMs: 1370, original: 'budged', text: 'budget' },
      { startMs: 2000, original: 'sad', text: 'glad' },
    ];
    expect(
      textsOf(withEdits(transcript, edits))
        .map(([text]) => text)
        .join(' '),
    ).toBe('The budget they said the budged');
  });

  it('changes nothing without corrections', () => {
    const edited = withEdits(transcript, []);
    expect(edited.segments[0]?.text).toBe(transcript.segments[0]?.text);
    expect(textsOf(edited).every(([, original]) => original === null)).toBe(true);
  });
});
