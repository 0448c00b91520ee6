/** The pointer on words: a click goes there, a drag selects, two clicks correct. */
import { type MouseEvent, type PointerEvent, useMemo, useRef } from 'react';
import { useClipScope } from '../clip-context.ts';
import { useTranscriptView } from './transcript-view.ts';
import type { TranscriptText } from './transcript-words.ts';

function wordUnder(event: MouseEvent): number | null {
  const target = document.elementFromPoint(event.clientX, event.clientY);
  const word = target?.closest<HTMLElement>('[data-word]')?.dataset['word'];
  return word === undefined ? null : Number(word);
}

function isInField(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('input, button') !== null;
}

export function useTranscriptPointer({ words }: TranscriptText) {
  const { transport } = useClipScope();
  const view = useTranscriptView();
  const press = useRef<{ readonly word: number; readonly hand: 'still' | 'dragging' } | null>(null);
  return useMemo(
    () => ({
      onPointerDown: (event: PointerEvent) => {
        const word = wordUnder(event);
        press.current =
          event.button === 0 && word !== null && !isInField(event) ? { word, hand: 'still' } : null;
      },
      onPointerMove: (event: PointerEvent) => {
        const held = press.current;
        const word = event.buttons === 1 && held !== null ? wordUnder(event) : null;
        if (held === null || word === null || (word === held.word && held.hand === 'still')) return;
        press.current = { ...held, hand: 'dragging' };
        view.select(held.word, word);
      },
      onClick: (event: MouseEvent) => {
        const held = press.current;
        press.current = null;
        // Of two clicks the second is the beginning of a correction.
        if (held === null || held.hand === 'dragging' || event.detail > 1) return;
        view.goTo(held.word, event.shiftKey ? 'select' : 'leave');
        view.follow('on');
        const word = words[held.word];
        if (word !== undefined && !event.shiftKey) transport.seek(word.startSec);
      },
      onDoubleClick: (event: MouseEvent) => {
        const word = isInField(event) ? null : wordUnder(event);
        if (word === null || words[word]?.kind !== 'word') return;
        transport.stop();
        view.edit(word);
      },
    }),
    [words, transport, view],
  );
}
