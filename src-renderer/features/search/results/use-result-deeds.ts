/** What can be done with a result, and the menu that offers it. */
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundMoment } from '../../../../src-preload/contract/search.ts';
import type { AppStores } from '../../../stores/app-stores.ts';
import { similarRoute } from '../../../stores/search-route.ts';
import type { ActiveItem } from '../../../stores/search-state.ts';
import { useStores } from '../../../stores/use-stores.ts';
import { formatDuration } from '../../../ui/format.ts';
import type { MenuEntry } from '../../../ui/menu.tsx';

export interface ResultDeeds {
  readonly open: (clipId: string, moment: number | null) => void;
  readonly menu: (item: ActiveItem | null) => readonly MenuEntry[];
}

type Translate = TFunction<'search'>;

export function useResultDeeds(): ResultDeeds {
  const { t } = useTranslation('search');
  const stores = useStores();
  return useMemo(() => {
    const open = (clipId: string, moment: number | null): void => {
      openResult(stores, { clipId, moment });
    };
    const menu = (item: ActiveItem | null): readonly MenuEntry[] =>
      item === null
        ? []
        : [
            ...openEntries(stores, t, item),
            separator,
            ...likeEntries(stores, t, item),
            separator,
            ...fileEntries(stores, t, item),
          ];
    return { open, menu };
  }, [stores, t]);
}

const separator: MenuEntry = { kind: 'separator' };

function momentOf({ search }: AppStores, { clipId, moment }: ActiveItem): FoundMoment | null {
  const found = search.getState().results.find((result) => result.clipId === clipId);
  return found?.moments[moment ?? -1] ?? null;
}

function openResult(stores: AppStores, item: ActiveItem): void {
  const timeSec = momentOf(stores, item)?.startSec ?? 0;
  const { moveTo, remember } = stores.search.getState();
  const { clipId } = item;
  moveTo({ active: item });
  remember();
  stores.session
    .getState()
    .navigate(timeSec > 0 ? { screen: 'clip', clipId, timeSec } : { screen: 'clip', clipId });
}

function openEntries(stores: AppStores, t: Translate, item: ActiveItem): readonly MenuEntry[] {
  const moment = momentOf(stores, item);
  const whole: MenuEntry = {
    kind: 'item',
    label: t('open'),
    onSelect: () => {
      openResult(stores, { ...item, moment: null });
    },
  };
  if (moment === null) return [whole];
  const time = formatDuration(moment.startSec);
  const there: MenuEntry = {
    kind: 'item',
    label: t('openAt', { time }),
    onSelect: () => {
      openResult(stores, item);
    },
  };
  return [there, whole];
}

function likeEntries(stores: AppStores, t: Translate, item: ActiveItem): readonly MenuEntry[] {
  const entry = (label: string, timeSec: number | null): MenuEntry => ({
    kind: 'item',
    label,
    onSelect: () => {
      stores.session.getState().navigate(similarRoute(item.clipId, timeSec));
    },
  });
  const moment = momentOf(stores, item);
  const whole = entry(t('similar'), null);
  return moment === null ? [whole] : [whole, entry(t('similarMoment'), moment.startSec)];
}

function fileEntries(stores: AppStores, t: Translate, { clipId }: ActiveItem): readonly MenuEntry[] {
  const { client, session, search, notices } = stores;
  const { tell, tellError } = notices.getState();
  const path = search.getState().cards.get(clipId)?.path ?? null;
  const copy: MenuEntry = {
    kind: 'item',
    label: t('copyPath'),
    isDisabled: path === null,
    onSelect: () => {
      navigator.clipboard.writeText(path ?? '').then(() => {
        tell(t('copied'));
      }, tellError);
    },
  };
  if (session.getState().facts?.abilities.reveal !== true) return [copy];
  const reveal: MenuEntry = {
    kind: 'item',
    label: t('reveal'),
    onSelect: () => {
      client.askHost('host.reveal', { clipId }).catch(tellError);
    },
  };
  return [reveal, copy];
}
