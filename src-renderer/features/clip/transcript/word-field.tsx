/** A word while somebody writes it. Enter keeps it, Escape does not, Tab goes on to the next. */
import { Undo2 } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './transcript.module.css';
import type { HeardWord } from './transcript-words.ts';

interface WordFieldProps {
  readonly word: HeardWord;
  readonly onWrite: (written: string) => void;
  /** `by`: to the word before or behind; 0: to none. */
  readonly onLeave: (by: -1 | 0 | 1) => void;
}

const longestWord = 200;

export function WordField({ word, onWrite, onLeave }: WordFieldProps) {
  const { t } = useTranslation('understood');
  const [text, setText] = useState(word.text);
  // Enter and Escape take the field away, which leaves it once more.
  const isOver = useRef(false);
  const end = (how: 'keep' | 'drop', by: -1 | 0 | 1 = 0, written = text): void => {
    if (isOver.current) return;
    isOver.current = true;
    if (how === 'keep') onWrite(written);
    onLeave(by);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isComposing = event.nativeEvent.isComposing;
    if (!['Enter', 'Escape', 'Tab'].includes(event.key) || isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') end('drop');
    else end('keep', event.key === 'Enter' ? 0 : event.shiftKey ? -1 : 1);
  };
  return (
    <span className={styles['field']}>
      <input
        autoFocus
        value={text}
        maxLength={longestWord}
        spellCheck
        size={Math.max(4, text.length + 1)}
        aria-label={t('transcript.edit', { word: word.text })}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          end('keep');
        }}
      />
      {word.original !== null && (
        <button
          type="button"
          title={t('transcript.takeBack', { heard: word.original })}
          aria-label={t('transcript.takeBack', { heard: word.original })}
          // Before the field is left, which would keep what is in it.
          onPointerDown={(event) => {
            event.preventDefault();
            end('keep', 0, '');
          }}
        >
          <Undo2 size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}
