import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { useClipScope } from '../clip-context.ts';
import styles from './transcript.module.css';
import { findMatches, searchIndex } from './transcript-search.ts';
import { useTranscript, useTranscriptView } from './transcript-view.ts';
import { type TranscriptText, wordNear } from './transcript-words.ts';

/** Enter goes to the next place, Shift+Enter to the one before; the clip goes along. */
export function TranscriptSearch({ text }: { readonly text: TranscriptText }) {
  const { t } = useTranslation('understood');
  const { transport } = useClipScope();
  const view = useTranscriptView();
  const query = useTranscript((state) => state.query);
  const count = useTranscript((state) => state.matches.length);
  const match = useTranscript((state) => state.match);
  const index = useMemo(() => searchIndex(text.words), [text]);
  const step = (by: 1 | -1): void => {
    const found = view.step(by, wordNear(text.words, transport.store.getState().timeSec));
    const word = found === null ? undefined : text.words[found.firstWord];
    if (word !== undefined) transport.seek(word.startSec);
  };
  const write = (words: string): void => {
    view.find(words, findMatches(index, words));
  };
  const status =
    query.trim() === ''
      ? ''
      : count === 0
        ? t('transcript.noMatch')
        : match === -1
          ? t('transcript.matches', { count })
          : t('transcript.matchOf', { number: match + 1, total: count });
  return (
    <div className={styles['search']} role="search">
      <TextField
        className={styles['searchField']}
        label={t('transcript.search')}
        placeholder={t('transcript.search')}
        icon={<Search size={14} aria-hidden />}
        maxLength={200}
        value={query}
        onChange={write}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (query === '') event.currentTarget.blur();
          else write('');
        }}
        end={
          <span className={styles['count']} role="status">
            {status}
          </span>
        }
      />
      <IconButton
        label={t('transcript.previousMatch')}
        shortcut="Shift+Enter"
        icon={<ChevronUp size={16} aria-hidden />}
        disabled={count === 0}
        onClick={() => {
          step(-1);
        }}
      />
      <IconButton
        label={t('transcript.nextMatch')}
        shortcut="Enter"
        icon={<ChevronDown size={16} aria-hidden />}
        disabled={count === 0}
        onClick={() => {
          step(1);
        }}
      />
    </div>
  );
}
