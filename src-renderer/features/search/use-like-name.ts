import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Card } from '../../../src-preload/contract/cards.ts';
import type { Likeness } from '../../stores/search-route.ts';
import { useClient } from '../../stores/use-stores.ts';
import { formatDuration } from '../../ui/format.ts';

interface LikeName {
  readonly name: string;
  /** null: a picture, or a clip that is not read yet. */
  readonly card: Card | null;
}

/** What is searched for by likeness, in words. */
export function useLikeName(like: Likeness | null): LikeName {
  const { t } = useTranslation('search');
  const client = useClient();
  const [read, setRead] = useState<Card | null>(null);
  const clipId = like?.kind === 'clip' ? like.clipId : null;
  useEffect(() => {
    if (clipId === null) return;
    const abort = new AbortController();
    client
      .ask('cards.byId', { clipIds: [clipId] }, abort.signal)
      .then(({ cards: [card] }) => {
        if (!abort.signal.aborted) setRead(card ?? null);
      })
      // It has a name without it, too.
      .catch(() => undefined);
    return () => {
      abort.abort();
    };
  }, [client, clipId]);
  const card = read?.id === clipId ? read : null;
  if (like === null || like.kind === 'picture') return { name: t('likePicture'), card: null };
  if (card === null) return { name: t('likeSomeClip'), card };
  const time = like.timeSec === null ? null : formatDuration(like.timeSec);
  const name =
    time === null ? t('likeClip', { name: card.name }) : t('likeMoment', { name: card.name, time });
  return { name, card };
}
