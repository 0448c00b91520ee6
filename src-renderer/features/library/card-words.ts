/** What is written on cards and in rows, in the window's language. */
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../../../src-preload/contract/cards.ts';
import { formatBytes } from '../../ui/format.ts';

type Translate = TFunction<['library', 'terms']>;

export interface CardWords {
  readonly t: Translate;
  readonly language: string;
  /** Made once: to make them anew for each card takes longer than to draw it. */
  readonly formats: {
    readonly date: Intl.DateTimeFormat;
    readonly rate: Intl.NumberFormat;
    readonly percent: Intl.NumberFormat;
    readonly bytes: (sizeBytes: number) => string;
  };
}

/** The same object as long as the language is the same, so that cards are not drawn again for it. */
export function useCardWords(): CardWords {
  const { t, i18n } = useTranslation(['library', 'terms']);
  const { language } = i18n;
  return useMemo(() => {
    const formats = {
      date: new Intl.DateTimeFormat(language, { dateStyle: 'medium' }),
      rate: new Intl.NumberFormat(language, { maximumFractionDigits: 3 }),
      percent: new Intl.NumberFormat(language, { style: 'percent' }),
      bytes: remembered((sizeBytes: number) => formatBytes(sizeBytes, language)),
    };
    return { t, language, formats };
  }, [t, language]);
}

/** On the picture: only what is out of the ordinary. */
export function formatBadges({
  resolution,
  hdrFormat,
}: Pick<Card, 'resolution' | 'hdrFormat'>): readonly string[] {
  const badges: string[] = [];
  if (resolution === '8k') badges.push('8K');
  if (resolution === '4k') badges.push('4K');
  if (hdrFormat !== null) badges.push('HDR');
  return badges;
}

/** "1080p · 29.97 · 12 May 2026" */
export function metaLine(card: Card, words: CardWords): string {
  const rate = rateText(card.framesPerSecond, words);
  const parts = [
    card.resolution === 'unknown' ? '' : words.t(`terms:resolution.${card.resolution}`),
    rate === '' ? '' : `${rate} fps`,
    dateText(card.taken ?? card.added, words),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Uneven frame times give averages with many digits: two say enough, and 23.976 keeps its three. */
export function rateText(framesPerSecond: number | null, { formats }: Pick<CardWords, 'formats'>): string {
  if (framesPerSecond === null) return '';
  const isFilm = Math.abs(framesPerSecond - 24000 / 1001) < 0.001;
  return formats.rate.format(isFilm ? framesPerSecond : Math.round(framesPerSecond * 100) / 100);
}

export function dateText(isoTime: string | null, { formats }: Pick<CardWords, 'formats'>): string {
  const timeMs = isoTime === null ? NaN : Date.parse(isoTime);
  return Number.isNaN(timeMs) ? '' : formats.date.format(timeMs);
}

export function pixelText({ width, height }: Pick<Card, 'width' | 'height'>): string {
  return width === null || height === null ? '' : `${String(width)} × ${String(height)}`;
}

export function ratingText(rating: number | null, { t }: CardWords): string {
  return rating === null ? t('notRated') : t('stars', { count: rating });
}

const mostRemembered = 2_000;

function remembered(write: (value: number) => string): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    const text = known.get(value) ?? write(value);
    if (known.size >= mostRemembered) known.clear();
    known.set(value, text);
    return text;
  };
}
