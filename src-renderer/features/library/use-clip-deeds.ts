/** What can be done to clips besides annotating them. Each says what came of it. */
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppStores } from '../../stores/app-stores.ts';
import type { NoticesStore } from '../../stores/notices-store.ts';
import { similarRoute } from '../../stores/search-route.ts';
import { useStores } from '../../stores/use-stores.ts';

export interface ClipDeeds {
  readonly open: (clipId: string) => void;
  readonly similar: (clipId: string) => void;
  readonly markSeen: (clipIds: readonly string[]) => void;
  readonly reveal: (clipId: string) => void;
  readonly copyPaths: (clipIds: readonly string[]) => void;
  readonly copyText: (text: string) => void;
  readonly workFirst: (clipIds: readonly string[]) => void;
  readonly retry: (clipIds: readonly string[]) => void;
  readonly makeProxy: (clipIds: readonly string[]) => void;
  readonly cancelWork: (clipIds: readonly string[]) => void;
  readonly dragOut: (clipIds: readonly string[]) => void;
}

/** Bounds of the contract, for one question. */
const most = { cards: 500, dragged: 500, marked: 10_000 } as const;

export function useClipDeeds(): ClipDeeds {
  const { t } = useTranslation('library');
  const stores = useStores();
  return useMemo(() => ({ ...plainDeeds(stores, t), ...workDeeds(stores, t) }), [stores, t]);
}

type Translate = TFunction<'library'>;

function plainDeeds({ client, session, notices }: AppStores, t: Translate) {
  const run = runner(notices);
  const copy = async (text: string, count: number): Promise<void> => {
    await navigator.clipboard.writeText(text);
    notices.getState().tell(t('told.copied', { count }));
  };
  return {
    open(clipId: string) {
      session.getState().navigate({ screen: 'clip', clipId });
    },
    similar(clipId: string) {
      session.getState().navigate(similarRoute(clipId, null));
    },
    markSeen: (clipIds: readonly string[]) =>
      run(async () => {
        await client.ask('annotations.markOpened', { clipIds: clipIds.slice(0, most.marked) });
      }),
    reveal: (clipId: string) =>
      run(async () => {
        await client.askHost('host.reveal', { clipId });
      }),
    copyPaths: (clipIds: readonly string[]) =>
      run(async () => {
        const { cards } = await client.ask('cards.byId', { clipIds: clipIds.slice(0, most.cards) });
        const paths = cards.flatMap(({ path }) => path ?? []);
        await copy(paths.join('\n'), paths.length);
      }),
    copyText: (text: string) => run(() => copy(text, 1)),
    dragOut: (clipIds: readonly string[]) =>
      run(async () => {
        await client.askHost('host.dragOut', { clipIds: clipIds.slice(0, most.dragged) });
      }),
  };
}

function workDeeds({ client, library, notices }: AppStores, t: Translate) {
  const run = runner(notices);
  const tell = (title: string): void => {
    notices.getState().tell(title);
  };
  return {
    workFirst: (clipIds: readonly string[]) =>
      run(async () => {
        await library.getState().workFirst(clipIds.slice(0, most.marked));
        tell(t('told.workFirst', { count: clipIds.length }));
      }),
    retry: (clipIds: readonly string[]) =>
      run(async () => {
        let count = 0;
        for (const clip of clipIds) {
          const { retriedStages, retriedFiles } = await client.ask('failures.retry', { clip });
          count += retriedStages + retriedFiles;
        }
        tell(t('told.retried', { count }));
      }),
    makeProxy: (clipIds: readonly string[]) =>
      run(async () => {
        for (const clip of clipIds) await client.ask('clip.prepareProxy', { clip });
        tell(t('told.proxy', { count: clipIds.length }));
      }),
    cancelWork: (clipIds: readonly string[]) =>
      run(async () => {
        await client.ask('scheduler.cancel', { clipIds: clipIds.slice(0, most.marked) });
        tell(t('told.cancelled', { count: clipIds.length }));
      }),
  };
}

function runner(notices: NoticesStore): (task: () => Promise<void>) => void {
  return (task) => {
    task().catch(notices.getState().tellError);
  };
}
