import { Copy } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Card } from '../../../src-preload/contract/cards.ts';
import { useLibrary } from '../../stores/use-stores.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatDuration, formatNumber } from '../../ui/format.ts';
import { StarRating } from '../../ui/star-rating.tsx';
import { type CardWords, dateText, pixelText, ratingText, rateText, useCardWords } from './card-words.ts';
import { clipsId } from './clip-card.tsx';
import styles from './inspector.module.css';
import { NoteEditor } from './note-editor.tsx';
import { Poster } from './poster.tsx';
import { SelectedTags } from './selected-tags.tsx';
import { sharedRating, together } from './selection-facts.ts';
import { useAnnotate } from './use-annotate.ts';
import { useClipDeeds } from './use-clip-deeds.ts';
import { useSelectedCards } from './use-selected-cards.ts';

/** What is known of the clips that are chosen, and what can be said of them. */
export function Inspector() {
  const words = useCardWords();
  const { t } = words;
  const cards = useSelectedCards();
  const chosen = useLibrary((state) => state.selection.ids.size);
  const [first] = cards;
  return (
    <aside aria-label={t('inspector')} className={styles['panel']} onKeyDown={leaveField}>
      {first === undefined ? (
        <p className={styles['hint']}>{chosen === 0 ? t('details.nothingChosen') : ''}</p>
      ) : (
        <>
          {chosen === 1 ? (
            <SingleHead card={first} words={words} />
          ) : (
            <ManyHead cards={cards} chosen={chosen} words={words} />
          )}
          <Annotations cards={cards} words={words} />
          {chosen === 1 && <NoteSection clipId={first.id} words={words} />}
          {chosen === 1 && <Facts card={first} words={words} />}
        </>
      )}
    </aside>
  );
}

/** Escape leads from writing and rating back to the clips. */
function leaveField({ key, target, defaultPrevented }: KeyboardEvent): void {
  const isField = target instanceof Element && target.matches('input, textarea, [role=radio]');
  if (key === 'Escape' && isField && !defaultPrevented) document.getElementById(clipsId)?.focus();
}

function SingleHead({ card, words: { t } }: { readonly card: Card; readonly words: CardWords }) {
  const { open } = useClipDeeds();
  return (
    <div className={styles['head']}>
      <div className={styles['picture']}>
        <Poster card={card} />
      </div>
      <h2 className="selectable">{card.name}</h2>
      <Button
        onClick={() => {
          open(card.id);
        }}
      >
        {t('details.open')}
      </Button>
    </div>
  );
}

interface ManyHeadProps {
  readonly cards: readonly Card[];
  readonly chosen: number;
  readonly words: CardWords;
}

function ManyHead({ cards, chosen, words: { t, language, formats } }: ManyHeadProps) {
  const { durationSec, sizeBytes } = together(cards);
  return (
    <div className={styles['head']}>
      <div className={styles['pile']} aria-hidden>
        {cards.slice(0, 4).map((card) => (
          <div key={card.id} className={styles['picture']}>
            <Poster card={card} />
          </div>
        ))}
      </div>
      <h2>{t('terms:clips', { count: chosen })}</h2>
      <p className={styles['sum']}>
        {formatDuration(durationSec)} · {formats.bytes(sizeBytes)}
      </p>
      {cards.length < chosen && (
        <p className={styles['sum']}>
          {t('details.ofFirst', { count: cards.length, number: formatNumber(cards.length, language) })}
        </p>
      )}
    </div>
  );
}

function Annotations({ cards, words }: { readonly cards: readonly Card[]; readonly words: CardWords }) {
  const { t } = words;
  const ids = useLibrary((state) => state.selection.ids);
  const annotate = useAnnotate();
  return (
    <>
      <Section title={t('details.rating')}>
        <StarRating
          label={t('details.rating')}
          rating={sharedRating(cards)}
          starsLabel={(stars) => ratingText(stars, words)}
          mixedText={t('details.mixedRatings')}
          onRate={(rating) => {
            annotate.rate([...ids], rating);
          }}
        />
      </Section>
      <Section title={t('details.tags')}>
        <SelectedTags
          cards={cards}
          onAdd={(tag) => {
            annotate.addTag([...ids], tag);
          }}
          onRemove={(tag) => {
            annotate.removeTag([...ids], tag);
          }}
        />
      </Section>
    </>
  );
}

function NoteSection({ clipId, words: { t } }: { readonly clipId: string; readonly words: CardWords }) {
  return (
    <Section title={t('details.note')}>
      <NoteEditor key={clipId} clipId={clipId} />
    </Section>
  );
}

function Facts({ card, words }: { readonly card: Card; readonly words: CardWords }) {
  const { t, formats } = words;
  const { copyText } = useClipDeeds();
  const facts: readonly (readonly [string, string])[] = [
    [t('column.duration'), card.durationSec === null ? '' : formatDuration(card.durationSec)],
    [t('column.resolution'), pixelText(card)],
    [t('column.framesPerSecond'), rateText(card.framesPerSecond, words)],
    [t('column.codec'), card.codec ?? ''],
    [t('details.hdr'), card.hdrFormat ?? ''],
    [t('column.camera'), card.camera ?? ''],
    [t('column.size'), formats.bytes(card.sizeBytes)],
    [t('column.taken'), dateText(card.taken, words)],
    [t('column.added'), dateText(card.added, words)],
    [t('details.state'), t(`terms:state.${card.state}`)],
  ];
  return (
    <Section title={t('details.file')}>
      <dl className={[styles['facts'], 'selectable'].join(' ')}>
        {facts.map(([name, value]) =>
          value === '' ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {card.path !== null && (
        <div className={styles['path']}>
          <span className="selectable">{card.path}</span>
          <IconButton
            label={t('details.copyPath')}
            icon={<Copy size={15} aria-hidden />}
            onClick={() => {
              copyText(card.path ?? '');
            }}
          />
        </div>
      )}
    </Section>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['section']}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
