/** Keeps what is said in sight, until somebody scrolls. */
import { type RefObject, useCallback, useEffect } from 'react';
import { useClipScope } from '../clip-context.ts';
import { useTranscriptView } from './transcript-view.ts';
import { type TranscriptText, wordAt, wordNear } from './transcript-words.ts';

/** The word stays between these parts of the height; where it leaves them, it is brought to the second one. */
const [upperShare, placeShare, lowerShare] = [0.05, 0.25, 0.75];

export function wordId(index: number): string {
  return `word-${String(index)}`;
}

interface FollowTargets {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly text: TranscriptText;
  /** Draws a row that is out of sight. */
  readonly showRow: (row: number) => void;
}

/** @returns brings a word into sight */
export function useFollow({ scroller, text, showRow }: FollowTargets): (word: number) => void {
  const { transport } = useClipScope();
  const view = useTranscriptView();
  const reveal = useCallback(
    (word: number) => {
      if (placeWord(word, scroller)) return;
      showRow(text.rowOf[word] ?? 0);
      placeSoon(word, scroller);
    },
    [scroller, text, showRow],
  );
  useEffect(() => {
    let shown = -1;
    const follow = (): void => {
      if (view.store.getState().following === 'off') {
        shown = -1;
        return;
      }
      const { timeSec } = transport.store.getState();
      const said = wordAt(text.words, timeSec);
      // Begun where nobody speaks, what comes nearest is shown.
      const word = said === -1 && shown === -1 ? wordNear(text.words, timeSec) : said;
      if (word === -1 || word === shown) return;
      shown = word;
      reveal(word);
    };
    follow();
    const ends = [transport.store.subscribe(follow), view.store.subscribe(follow)];
    return () => {
      for (const end of ends) end();
    };
  }, [transport, view, text, reveal]);
  useLeaving(scroller);
  return reveal;
}

/** Whoever scrolls wants to read elsewhere. */
function useLeaving(scroller: RefObject<HTMLElement | null>): void {
  const view = useTranscriptView();
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const leave = (): void => {
      view.follow('off');
    };
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'PageUp' || key === 'PageDown') leave();
    };
    // On the bar beside the text.
    const onPress = (event: PointerEvent): void => {
      if (event.target === element) leave();
    };
    const abort = new AbortController();
    const options = { signal: abort.signal, passive: true };
    element.addEventListener('wheel', leave, options);
    element.addEventListener('touchmove', leave, options);
    element.addEventListener('pointerdown', onPress, options);
    element.addEventListener('keydown', onKey, options);
    return () => {
      abort.abort();
    };
  }, [scroller, view]);
}

/** @returns whether the word was there to be placed: its row may not be drawn */
function placeWord(word: number, { current: element }: RefObject<HTMLElement | null>): boolean {
  const shown = document.getElementById(wordId(word));
  if (element === null || shown === null) return false;
  const [box, area] = [shown.getBoundingClientRect(), element.getBoundingClientRect()];
  const at = (box.top - area.top) / Math.max(1, area.height);
  if (at < upperShare || at > lowerShare)
    element.scrollBy({ top: (at - placeShare) * area.height, behavior: 'instant' });
  return true;
}

/** Rows far away are measured as they are drawn, which moves them: that takes a few frames. */
function placeSoon(word: number, scroller: RefObject<HTMLElement | null>, frames = 4): void {
  window.requestAnimationFrame(() => {
    placeWord(word, scroller);
    if (frames > 1) placeSoon(word, scroller, frames - 1);
  });
}
