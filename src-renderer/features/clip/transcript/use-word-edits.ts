/** Correcting words: shown at once, stored by the engine, taken back with everything else that can be. */
import { useCallback, useEffect } from 'react';
import { useStores } from '../../../stores/use-stores.ts';
import { useClipScope } from '../clip-context.ts';
import { useTranscriptView } from './transcript-view.ts';
import { editOf, type HeardWord, type Transcript } from './transcript-words.ts';

/** @returns writes `written` where the word stands; '' is what was heard */
export function useWordEdits(transcript: Transcript): (word: HeardWord, written: string) => void {
  const { history, notices } = useStores();
  const { clipId, reader } = useClipScope();
  const view = useTranscriptView();
  useEffect(() => {
    view.settle();
  }, [view, transcript]);
  // Undone and done again elsewhere, with a key of the window.
  useEffect(
    () =>
      history.subscribe(({ undoable }, before) => {
        const [newest, former] = [undoable.at(-1), before.undoable.at(-1)];
        if (newest !== former && [newest?.kind, former?.kind].includes('word'))
          reader.readSoon(['understanding']);
      }),
    [history, reader],
  );
  return useCallback(
    (word, written) => {
      const edit = editOf(word, written);
      if (edit === null) return;
      view.expect(word.index, edit.text ?? edit.original);
      const before = word.original === null ? null : word.text;
      history
        .getState()
        .editWord({ clip: clipId, ...edit }, before)
        .catch((thrown: unknown) => {
          view.expect(word.index, null);
          notices.getState().tellError(thrown);
        });
    },
    [history, notices, clipId, view],
  );
}
