/** What is written of clips that are there more than once, in the window's language. */
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicateClip, DuplicateGroup } from '../../../src-preload/contract/commands/duplicates.ts';
import type { ClipRelation } from '../../stores/duplicates-store-choices.ts';
import { formatBytes, formatDuration, formatFrameRate, formatNumber } from '../../ui/format.ts';

export interface DuplicateWords {
  readonly t: TFunction<['duplicates', 'library', 'shell']>;
  readonly language: string;
}

export function useDuplicateWords(): DuplicateWords {
  const { t, i18n } = useTranslation(['duplicates', 'library', 'shell']);
  const { language } = i18n;
  return useMemo(() => ({ t, language }), [t, language]);
}

/** Nearer to 1 is how files of one speed differ by the rounding of their times. */
const leastRetiming = 0.01;

/** "the same, fewer pixels, mirrored, 96 % alike"; of `relation` null, that the two were not found alike themselves. */
export function relationText(
  relation: ClipRelation | null,
  { clip, reference }: { readonly clip: DuplicateClip; readonly reference: DuplicateClip },
  { t, language }: DuplicateWords,
): string {
  if (relation === null) return t('relation.none');
  const { extent, matchedSec, startSec, speed, orientation, similarity } = relation;
  const pixels = pixelsOf(clip) - pixelsOf(reference);
  const parts = [
    t(`relation.${extent}`, { duration: formatDuration(matchedSec), start: formatDuration(startSec) }),
    pixels < 0 ? t('relation.smaller') : pixels > 0 ? t('relation.larger') : null,
    orientation.mirrored ? t('relation.mirrored') : null,
    orientation.turnedDeg === 0 ? null : t('relation.turned', { degrees: orientation.turnedDeg }),
    Math.abs(speed - 1) < leastRetiming
      ? null
      : t('relation.retimed', { speed: formatNumber(speed, language, 2) }),
    t('relation.likeness', {
      share: new Intl.NumberFormat(language, { style: 'percent' }).format(similarity),
    }),
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function pixelsOf({ width, height }: DuplicateClip): number {
  return (width ?? 0) * (height ?? 0);
}

export function suggestionText({ keep }: DuplicateGroup, { t }: DuplicateWords): string {
  const reasons = keep.reasons.map((reason) => t(`reasons.${reason}`));
  return t('suggestedFor', { reasons: reasons.length === 0 ? t('asGood') : reasons.join(', ') });
}

/** Name and value of what tells the clips apart. What is not known is left out. */
export function clipFacts(clip: DuplicateClip, { t, language }: DuplicateWords): [string, string][] {
  const { width, height, framesPerSecond, bitRate, durationSec, codec, sizeBytes } = clip;
  const picture = [
    width === null || height === null ? null : `${String(width)} × ${String(height)}`,
    framesPerSecond === null
      ? null
      : `${formatFrameRate(Math.round(framesPerSecond * 1000) / 1000, language)} fps`,
  ].filter((part) => part !== null);
  const facts: [string, string | null][] = [
    [t('facts.duration'), durationSec === null ? null : formatDuration(durationSec, 1)],
    [t('facts.picture'), picture.length === 0 ? null : picture.join(', ')],
    [t('facts.codec'), codec],
    [t('facts.size'), formatBytes(sizeBytes, language)],
    [
      t('facts.bitRate'),
      bitRate === null ? null : t('megabits', { rate: formatNumber(bitRate / 1e6, language, 2) }),
    ],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
}

export function ratingWords(rating: number | null, { t }: DuplicateWords): string {
  return rating === null ? t('merging.noRating') : t('library:stars', { count: rating });
}
