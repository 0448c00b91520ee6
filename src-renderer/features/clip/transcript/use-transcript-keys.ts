/** Keys within the transcript. Words are gone through like frames: the clip goes along. */
import { type KeyboardEvent, useCallback } from 'react';
import { useClipScope } from '../clip-context.ts';
import { selectedRange, useTranscriptView } from './transcript-view.ts';
import { type TranscriptText, wordNear } from './transcript-words.ts';

interface KeyTargets {
  readonly text: TranscriptText;
  /** Null: the whole transcript. */
  readonly onCopy: () => void;
}

export function useTranscriptKeys({ text, onCopy }: KeyTargets): (event: KeyboardEvent) => void {
  const { transport } = useClipScope();
  const view = useTranscriptView();
  return useCallback(
    (event) => {
      const state = view.store.getState();
      if (event.target instanceof HTMLInputElement || event.altKey) return;
      const at =
        state.cursor === -1 ? wordNear(text.words, transport.store.getState().timeSec) : state.cursor;
      const withControl = event.ctrlKey || event.metaKey;
      const wanted = withControl ? controlled(event.key, text) : moved(event.key, at, text);
      if (wanted !== null) {
        event.preventDefault();
        const word = text.words[wanted];
        if (state.cursor === -1) view.goTo(at);
        view.goTo(wanted, event.shiftKey ? 'select' : 'leave');
        view.follow('on');
        if (word !== undefined && !event.shiftKey) transport.seek(word.startSec);
        return;
      }
      const isHandled = doOther(event.key, withControl);
      if (isHandled) event.preventDefault();

      function doOther(key: string, isControlled: boolean): boolean {
        if (isControlled && key.toLowerCase() === 'a') view.select(0, text.words.length - 1);
        else if (isControlled && key.toLowerCase() === 'c') onCopy();
        else if (!isControlled && (key === 'Enter' || key === 'F2')) {
          if (text.words[at]?.kind !== 'word') return true;
          transport.stop();
          view.edit(at);
        } else if (key === 'Escape' && selectedRange(state) !== null) view.unselect();
        else return false;
        return true;
      }
    },
    [text, onCopy, transport, view],
  );
}

/** Where a key leads from word `at`; null: nowhere. */
function moved(key: string, at: number, { words, rows, rowOf }: TranscriptText): number | null {
  const last = words.length - 1;
  const row = rowOf[at] ?? 0;
  const wordsOf = (index: number) => {
    const there = rows[index];
    return there?.kind === 'said' ? there.words : undefined;
  };
  const beyond = (by: 1 | -1): number => {
    for (let index = row + by; index >= 0 && index < rows.length; index += by) {
      const first = wordsOf(index)?.[0];
      if (first !== undefined) return first.index;
    }
    return by === 1 ? last : 0;
  };
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowDown':
      return beyond(1);
    case 'ArrowUp':
      return beyond(-1);
    case 'Home':
      return wordsOf(row)?.[0]?.index ?? null;
    case 'End':
      return wordsOf(row)?.at(-1)?.index ?? null;
    default:
      return null;
  }
}

function controlled(key: string, { words }: TranscriptText): number | null {
  if (key === 'Home') return 0;
  return key === 'End' ? words.length - 1 : null;
}
