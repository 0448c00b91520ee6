/** One segment: when it begins, and its words. */
import { Fragment, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration, formatNumber } from '../../../ui/format.ts';
import { useClipScope, useTransport } from '../clip-context.ts';
import { firstIndex } from '../timeline/lane-rows.ts';
import styles from './transcript.module.css';
import type { Match } from './transcript-search.ts';
import { selectedRange, useTranscript } from './transcript-view.ts';
import { type HeardWord, isDoubtful, type TranscriptRow, wordAt } from './transcript-words.ts';
import { wordId } from './use-follow.ts';
import { WordField } from './word-field.tsx';

export interface RowDeeds {
  readonly write: (word: HeardWord, written: string) => void;
  readonly leaveField: (word: HeardWord, by: -1 | 0 | 1) => void;
}

interface RowProps extends RowDeeds {
  readonly row: TranscriptRow;
}

export const Row = memo(function Row({ row, ...deeds }: RowProps) {
  const { transport } = useClipScope();
  return (
    <>
      <span role="gridcell" className={styles['time']}>
        <button
          type="button"
          tabIndex={-1}
          onClick={() => {
            transport.seek(row.startSec);
          }}
        >
          {formatDuration(row.startSec)}
        </button>
      </span>
      {row.kind === 'said' ? <Said words={row.words} {...deeds} /> : <Removed row={row} />}
    </>
  );
});

function Said({ words, ...deeds }: RowDeeds & { readonly words: readonly HeardWord[] }) {
  const first = words[0]?.index ?? 0;
  const last = words.at(-1)?.index ?? -1;
  // Only a row that a state touches is drawn again with it.
  const within = (index: number): number => (index >= first && index <= last ? index : -1);
  const said = useTransport(({ timeSec }) => {
    const at = wordAt(words, timeSec);
    return at === -1 ? -1 : first + at;
  });
  const cursor = useTranscript((state) => within(state.cursor));
  const editing = useTranscript((state) => (state.editing === null ? -1 : within(state.editing)));
  const selectedFrom = useTranscript((state) => {
    const range = selectedRange(state);
    return range === null || range.last < first || range.first > last ? -1 : Math.max(first, range.first);
  });
  const selectedTo = useTranscript((state) => Math.min(last, selectedRange(state)?.last ?? -1));
  const matches = useTranscript((state) => state.matches);
  const match = useTranscript((state) => state.matches[state.match]);
  const pending = useTranscript((state) => state.pending);
  return (
    <span className={styles['words']} role="none">
      {words.map((word) => {
        const { index } = word;
        return (
          <Fragment key={index}>
            {index === editing ? (
              <WrittenWord word={word} {...deeds} />
            ) : (
              <Word
                word={word}
                text={pending.get(index) ?? word.text}
                isSaid={index === said}
                isCursor={index === cursor}
                isSelected={selectedFrom !== -1 && index >= selectedFrom && index <= selectedTo}
                found={foundAs(index, matches, match)}
              />
            )}{' '}
          </Fragment>
        );
      })}
    </span>
  );
}

function foundAs(index: number, matches: readonly Match[], match: Match | undefined): WordProps['found'] {
  const isIn = ({ firstWord, lastWord }: Match): boolean => index >= firstWord && index <= lastWord;
  if (match !== undefined && isIn(match)) return 'here';
  // They are in order: there may be thousands of them.
  const next = matches[firstIndex(matches, ({ lastWord }) => lastWord >= index)];
  return next !== undefined && isIn(next) ? 'there' : 'not';
}

function WrittenWord({ word, write, leaveField }: RowDeeds & { readonly word: HeardWord }) {
  return (
    <span role="gridcell" id={wordId(word.index)}>
      <WordField
        word={word}
        onWrite={(written) => {
          write(word, written);
        }}
        onLeave={(by) => {
          leaveField(word, by);
        }}
      />
    </span>
  );
}

interface WordProps {
  readonly word: HeardWord;
  readonly text: string;
  readonly isSaid: boolean;
  readonly isCursor: boolean;
  readonly isSelected: boolean;
  /** 'here': it is the match that is looked at. */
  readonly found: 'here' | 'there' | 'not';
}

const Word = memo(function Word({ word, text, isSaid, isCursor, isSelected, found }: WordProps) {
  const { t, i18n } = useTranslation('understood');
  const { index, original, confidence } = word;
  const title =
    original !== null
      ? t('transcript.heard', { heard: original })
      : isDoubtful(word)
        ? t('transcript.doubtful', { percent: formatNumber((confidence ?? 0) * 100, i18n.language) })
        : undefined;
  return (
    <span
      role="gridcell"
      id={wordId(index)}
      data-word={index}
      data-said={isSaid ? '' : undefined}
      data-cursor={isCursor ? '' : undefined}
      data-found={found === 'not' ? undefined : found}
      data-edited={original === null ? undefined : ''}
      data-doubtful={isDoubtful(word) ? '' : undefined}
      aria-selected={isSelected}
      aria-description={title}
      title={title}
      className={styles['word']}
    >
      {text}
    </span>
  );
});

function Removed({ row }: { readonly row: Extract<TranscriptRow, { kind: 'removed' }> }) {
  const { t } = useTranslation('understood');
  const { text, reason } = row.removed;
  return (
    <span role="gridcell" className={styles['removed']}>
      <s>{text.trim()}</s>
      <em>{t(`transcript.reasons.${reason}`)}</em>
    </span>
  );
}
