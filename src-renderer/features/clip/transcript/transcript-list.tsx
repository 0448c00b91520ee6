/** All that was said, row by row. Only rows on the screen exist. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownToLine } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { useClipScope } from '../clip-context.ts';
import styles from './transcript.module.css';
import { Row } from './transcript-row.tsx';
import { useTranscript, useTranscriptView } from './transcript-view.ts';
import type { HeardWord, TranscriptText } from './transcript-words.ts';
import { useFollow, wordId } from './use-follow.ts';
import { useTranscriptKeys } from './use-transcript-keys.ts';
import { useTranscriptPointer } from './use-transcript-pointer.ts';

interface TranscriptListProps {
  readonly text: TranscriptText;
  readonly onWrite: (word: HeardWord, written: string) => void;
  readonly onCopy: () => void;
}

const usualRowPx = 66;

export function TranscriptList({ text, onWrite, onCopy }: TranscriptListProps) {
  const { t } = useTranslation('understood');
  const view = useTranscriptView();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: text.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualRowPx,
    overscan: 4,
    paddingEnd: 40,
  });
  const showRow = useCallback(
    (row: number) => {
      virtualizer.scrollToIndex(row, { align: 'center' });
    },
    [virtualizer],
  );
  const reveal = useFollow({ scroller, text, showRow });
  useReveal(reveal);
  const onKeyDown = useTranscriptKeys({ text, onCopy });
  const pointer = useTranscriptPointer(text);
  const cursor = useTranscript((state) => state.cursor);
  const leaveField = useCallback(
    (word: HeardWord, by: -1 | 0 | 1) => {
      const next = by === 0 ? undefined : text.words[word.index + by];
      view.edit(next?.kind === 'word' ? next.index : null);
      if (next?.kind !== 'word') scroller.current?.focus({ preventScroll: true });
    },
    [text, view],
  );
  const rows = virtualizer.getVirtualItems();
  const isCursorDrawn = rows.some(({ index }) => index === text.rowOf[cursor]);
  return (
    <div className={styles['listArea']}>
      <div
        ref={scroller}
        className={styles['list']}
        role="grid"
        tabIndex={0}
        data-scrolls
        aria-label={t('transcript.title')}
        aria-rowcount={text.rows.length}
        aria-multiselectable
        aria-activedescendant={isCursorDrawn ? wordId(cursor) : undefined}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <div role="presentation" style={{ height: virtualizer.getTotalSize() }} />
        {rows.map(({ index, start }) => {
          const row = text.rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={index}
              ref={virtualizer.measureElement}
              role="row"
              data-index={index}
              aria-rowindex={index + 1}
              className={styles['row']}
              style={{ transform: `translateY(${String(start)}px)` }}
            >
              <Row row={row} write={onWrite} leaveField={leaveField} />
            </div>
          );
        })}
      </div>
      <FollowButton />
    </div>
  );
}

/** Whatever leads somewhere in the transcript shows it. */
function useReveal(reveal: (word: number) => void): void {
  const view = useTranscriptView();
  useEffect(
    () =>
      view.store.subscribe(({ cursor, editing, match, matches }, before) => {
        const found = matches[match];
        if (match !== before.match && found !== undefined) reveal(found.firstWord);
        else if (editing !== null && editing !== before.editing) reveal(editing);
        else if (cursor !== -1 && cursor !== before.cursor) reveal(cursor);
      }),
    [view, reveal],
  );
}

function FollowButton() {
  const { t } = useTranslation('understood');
  const { transport } = useClipScope();
  const view = useTranscriptView();
  const following = useTranscript((state) => state.following);
  if (following === 'on') return null;
  return (
    <Button
      className={styles['follow']}
      icon={<ArrowDownToLine size={14} aria-hidden />}
      onClick={() => {
        view.follow('on');
        transport.seek(transport.store.getState().timeSec);
      }}
    >
      {t('transcript.follow')}
    </Button>
  );
}
