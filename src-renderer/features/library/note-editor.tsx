import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLibrary, useStores } from '../../stores/use-stores.ts';
import styles from './inspector.module.css';
import { useAnnotate } from './use-annotate.ts';

const saveAfterMs = 1_000;
const longestNote = 20_000;

/** The note of one clip: kept when somebody pauses or goes elsewhere. Use with the clip's id as key. */
export function NoteEditor({ clipId }: { readonly clipId: string }) {
  const { t } = useTranslation('library');
  const { text, write, keep } = useNote(clipId);
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const askedField = useLibrary((state) => state.askedField);
  const askField = useLibrary((state) => state.askField);
  useEffect(() => {
    if (askedField !== 'note' || text === null) return;
    fieldRef.current?.focus();
    askField(null);
  }, [askedField, askField, text]);
  return (
    <textarea
      ref={fieldRef}
      className={styles['note']}
      aria-label={t('details.note')}
      placeholder={t('details.notePlaceholder')}
      rows={4}
      maxLength={longestNote}
      disabled={text === null}
      value={text ?? ''}
      onChange={(event) => {
        write(event.target.value);
      }}
      onBlur={keep}
    />
  );
}

/** `text` is null until it was read. */
function useNote(clipId: string) {
  const { client, live, notices } = useStores();
  const { setNote } = useAnnotate();
  const [text, setText] = useState<string | null>(null);
  /** What was written and is not kept yet; null: nothing. */
  const unkept = useRef<string | null>(null);
  const timer = useRef<number | undefined>(undefined);

  const keep = useCallback(() => {
    window.clearTimeout(timer.current);
    const written = unkept.current;
    unkept.current = null;
    if (written !== null) setNote(clipId, written).catch(notices.getState().tellError);
  }, [clipId, setNote, notices]);
  const write = useCallback(
    (written: string) => {
      setText(written);
      unkept.current = written;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(keep, saveAfterMs);
    },
    [keep],
  );
  useEffect(() => {
    const reading = new AbortController();
    const read = (): void => {
      client.ask('clip.annotations', { clip: clipId }, reading.signal).then(({ note }) => {
        if (!reading.signal.aborted && unkept.current === null) setText(note);
      }, notices.getState().tellError);
    };
    read();
    const unsubscribe = live.subscribe((message) => {
      if (message.kind !== 'events') return;
      const isConcerned = message.events.some(
        ({ type, data }) => type === 'clips-annotated' && data.clipIds.includes(clipId),
      );
      if (isConcerned) read();
    });
    return () => {
      unsubscribe();
      reading.abort();
    };
  }, [client, live, notices, clipId]);
  // Choosing another clip, or leaving the screen, is going elsewhere too.
  useEffect(() => keep, [keep]);
  return { text, write, keep };
}
