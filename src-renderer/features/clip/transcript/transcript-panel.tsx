/** What is said in the clip, in step with it. */
import { Copy, MicOff } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../ui/button.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { WhyEmpty } from '../analysis/why-empty.tsx';
import { useClip } from '../clip-context.ts';
import type { ClipCommands } from '../use-clip-commands.ts';
import styles from './transcript.module.css';
import { copiedText } from './transcript-copy.ts';
import { TranscriptList } from './transcript-list.tsx';
import { TranscriptSearch } from './transcript-search-bar.tsx';
import { selectedRange, TranscriptContext, TranscriptView, useTranscript } from './transcript-view.ts';
import { type Transcript, type TranscriptText, transcriptText } from './transcript-words.ts';
import { useWordEdits } from './use-word-edits.ts';

interface TranscriptPanelProps {
  readonly commands: ClipCommands;
}

export function TranscriptPanel({ commands }: TranscriptPanelProps) {
  const { t } = useTranslation('understood');
  const [view] = useState(() => new TranscriptView());
  const isRead = useClip((state) => state.understanding !== null && state.info !== null);
  const transcript = useClip((state) => state.understanding?.transcript ?? null);
  if (!isRead) return null;
  const isSilent = transcript?.segments.length === 0 && transcript.removed.length === 0;
  if (transcript === null || isSilent)
    return (
      <div className={styles['empty']}>
        <WhyEmpty
          stage="transcript"
          task="transcript"
          commands={commands}
          icon={<MicOff size={28} aria-hidden />}
          nothing={{
            title: t('transcript.silent'),
            text: transcript === null ? undefined : t('transcript.silentText', { engine: transcript.engine }),
          }}
        />
      </div>
    );
  return (
    <TranscriptContext value={view}>
      <Spoken transcript={transcript} commands={commands} />
    </TranscriptContext>
  );
}

function Spoken({ transcript, commands }: TranscriptPanelProps & { readonly transcript: Transcript }) {
  const { t } = useTranslation('understood');
  const [removed, setRemoved] = useState<'shown' | 'hidden'>('hidden');
  const text = useMemo(() => transcriptText(transcript, removed), [transcript, removed]);
  const write = useWordEdits(transcript);
  const range = useTranscript((state) => state.selection);
  const copy = useCallback(
    (times: 'with-times' | 'without-times', all: boolean) => {
      commands.copy(copiedText(text.rows, all ? null : selectedRange({ selection: range }), times));
    },
    [commands, text, range],
  );
  const copySelected = useCallback(() => {
    copy('without-times', false);
  }, [copy]);
  return (
    <section className={styles['panel']} aria-label={t('transcript.title')}>
      <div className={styles['bar']}>
        <TranscriptSearch text={text} />
        <Menu
          align="end"
          entries={copyEntries(t, copy, range !== null)}
          trigger={<IconButton label={t('transcript.copy')} icon={<Copy size={16} aria-hidden />} />}
        />
      </div>
      <About transcript={transcript} text={text} removed={removed} onShowRemoved={setRemoved} />
      <TranscriptList text={text} onWrite={write} onCopy={copySelected} />
    </section>
  );
}

function copyEntries(
  t: ReturnType<typeof useTranslation<'understood'>>['t'],
  copy: (times: 'with-times' | 'without-times', all: boolean) => void,
  hasSelection: boolean,
): readonly MenuEntry[] {
  const entry = (label: string, times: 'with-times' | 'without-times', all: boolean): MenuEntry => ({
    kind: 'item',
    label,
    isDisabled: !all && !hasSelection,
    onSelect: () => {
      copy(times, all);
    },
  });
  return [
    entry(t('transcript.copyAll'), 'without-times', true),
    entry(t('transcript.copyAllTimes'), 'with-times', true),
    { kind: 'separator' },
    entry(t('transcript.copySelection'), 'without-times', false),
    entry(t('transcript.copySelectionTimes'), 'with-times', false),
  ];
}

interface AboutProps {
  readonly transcript: Transcript;
  readonly text: TranscriptText;
  readonly removed: 'shown' | 'hidden';
  readonly onShowRemoved: (removed: 'shown' | 'hidden') => void;
}

/** Who heard it, in which language, and what was taken out again. */
function About({ transcript, text, removed, onShowRemoved }: AboutProps) {
  const { t, i18n } = useTranslation('understood');
  const { engine, language } = transcript;
  const count = transcript.removed.length;
  const facts = [
    engine,
    language === null ? null : languageName(language, i18n.language),
    t('transcript.words', {
      count: text.words.length,
      number: formatNumber(text.words.length, i18n.language),
    }),
  ];
  return (
    <p className={styles['about']}>
      <span className="selectable">{facts.filter((fact) => fact !== null).join(' · ')}</span>
      {count > 0 && (
        <button
          type="button"
          aria-pressed={removed === 'shown'}
          title={t('transcript.removedText')}
          onClick={() => {
            onShowRemoved(removed === 'shown' ? 'hidden' : 'shown');
          }}
        >
          {removed === 'shown' ? t('transcript.hideRemoved') : t('transcript.showRemoved', { count })}
        </button>
      )}
    </p>
  );
}

function languageName(code: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(code) ?? code;
  } catch {
    // Not every engine keeps to ISO 639.
    return code;
  }
}
