/** What models call things, in the window's language where the words are ours; class names of models stay as they are. */
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  shotSizes,
  soundGroups,
  textKinds,
} from '../../../../src-preload/contract/artifacts/understood.ts';
import { formatNumber } from '../../../ui/format.ts';

export interface LabelWords {
  readonly emotion: (name: string) => string;
  /** null: a hand that does nothing that has a name. */
  readonly gesture: (name: string | null) => string;
  readonly handedness: (side: 'left' | 'right' | null) => string | null;
  readonly shotSize: (size: (typeof shotSizes)[number]) => string;
  readonly position: (position: 'left' | 'centre' | 'right') => string;
  readonly textKind: (kind: (typeof textKinds)[number]) => string;
  readonly soundGroup: (group: (typeof soundGroups)[number]) => string;
  readonly warning: (label: string) => string;
  readonly face: (number: number) => string;
  readonly person: (number: number) => string;
  readonly faces: (count: number) => string;
  readonly speech: string;
  readonly more: (count: number) => string;
  /** Share of the frame's area, 0 to 1. */
  readonly ofFrame: (share: number) => string;
  /** So many of one kind in one picture. */
  readonly atOnce: (count: number) => string;
  readonly percent: (confidence: number) => string;
}

type UnderstoodText = TFunction<'understood'>;

/** Our word for a model's, where there is one. */
function ours(t: UnderstoodText, group: 'emotions' | 'gestures' | 'warnings', name: string): string {
  const words: Readonly<Record<string, string>> = t(group, { returnObjects: true });
  const key = name.toLowerCase().replaceAll(/[\s_]+/g, '-');
  return Object.hasOwn(words, key) ? (words[key] ?? name) : name;
}

export function useLabelWords(): LabelWords {
  const { t, i18n } = useTranslation('understood');
  const language = i18n.language;
  return useMemo(
    () => ({
      emotion: (name) => ours(t, 'emotions', name),
      gesture: (name) => (name === null ? t('hand') : ours(t, 'gestures', name)),
      handedness: (side) => (side === null ? null : t(`handedness.${side}`)),
      shotSize: (size) => t(`shotSizes.${size}`),
      position: (position) => t(`positions.${position}`),
      textKind: (kind) => t(`textKinds.${kind}`),
      soundGroup: (group) => t(`soundGroups.${group}`),
      warning: (label) => ours(t, 'warnings', label),
      face: (number) => t('face', { number }),
      person: (number) => t('person', { number }),
      faces: (count) => t('faces', { count }),
      speech: t('soundGroups.speech'),
      more: (count) => t('more', { number: count }),
      ofFrame: (share) => t('ofFrame', { percent: formatNumber(share * 100, language, 1) }),
      atOnce: (count) => t('atOnce', { number: count }),
      percent: (confidence) => `${formatNumber(confidence * 100, language)} %`,
    }),
    [t, language],
  );
}
