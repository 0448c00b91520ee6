/** What keys, buttons and menus of the clip screen do, in one place, so that they all do the same. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { similarRoute } from '../../stores/search-route.ts';
import { useStores } from '../../stores/use-stores.ts';
import { copyFrame, copyText } from './clipboard.ts';
import { useClip, useClipScope, useFrameClock } from './clip-context.ts';
import { nextStop, previousStop, stopsOf } from './player/stops.ts';
import { formatPosition } from './timecode.ts';

export interface ClipCommands {
  readonly toggle: () => void;
  readonly seekCut: (by: 1 | -1) => void;
  readonly mute: () => void;
  readonly boxes: () => void;
  /** To where the clip was opened from. */
  readonly leave: () => void;
  /** Searches for what is like the clip, or like the moment it is at. */
  readonly similar: (reach: 'clip' | 'moment') => void;
  readonly rate: (rating: number | null) => void;
  readonly copy: (text: string) => void;
  readonly copyTimecode: () => void;
  readonly copyFrame: (video: HTMLVideoElement) => void;
  readonly copyPath: () => void;
  readonly reveal: () => void;
  readonly prepareProxy: () => void;
  readonly runStage: (stage: string) => void;
  readonly retryFailures: () => void;
}

export function useClipCommands(): ClipCommands {
  const moves = useMoves();
  const copying = useCopying();
  const work = useWork();
  return useMemo(() => ({ ...moves, ...copying, ...work }), [moves, copying, work]);
}

function useMoves() {
  const { session, notices, history, clipView } = useStores();
  const { clipId, transport } = useClipScope();
  const cuts = useClip((state) => state.timeline?.cuts ?? null);
  return useMemo(
    () => ({
      toggle: () => {
        transport.toggle(clipView.getState().rate);
      },
      seekCut: (by: 1 | -1) => {
        const stops = stopsOf(cuts?.map(({ timeSec }) => timeSec) ?? [], transport.lastSec);
        const { timeSec } = transport.store.getState();
        const find = by === 1 ? nextStop : previousStop;
        transport.seek(find(stops, timeSec, transport.frameSec * 0.75));
      },
      mute: () => {
        const { sound, change } = clipView.getState();
        change({ sound: sound === 'on' ? 'muted' : 'on' });
      },
      boxes: () => {
        const { boxes, change } = clipView.getState();
        change({ boxes: boxes === 'shown' ? 'hidden' : 'shown' });
      },
      leave: () => {
        const { navigate, origin } = session.getState();
        navigate(origin);
      },
      similar: (reach: 'clip' | 'moment') => {
        const timeSec =
          reach === 'clip' ? null : Math.round(transport.store.getState().timeSec * 1000) / 1000;
        session.getState().navigate(similarRoute(clipId, timeSec));
      },
      rate: (rating: number | null) => {
        const { tellError } = notices.getState();
        history.getState().annotate('rating', [{ clipId, rating }]).catch(tellError);
      },
    }),
    [session, notices, history, clipView, clipId, transport, cuts],
  );
}

function useCopying() {
  const { t } = useTranslation('clip');
  const { notices } = useStores();
  const { reader, transport } = useClipScope();
  const clock = useFrameClock();
  return useMemo(() => {
    const { tell, tellError } = notices.getState();
    const copied = (work: Promise<void>): void => {
      work.then(() => {
        tell(t('copied'));
      }, tellError);
    };
    return {
      copy: (text: string) => {
        copied(copyText(text));
      },
      copyTimecode: () => {
        copied(copyText(formatPosition(transport.store.getState().timeSec, clock)));
      },
      copyFrame: (video: HTMLVideoElement) => {
        copied(copyFrame(video));
      },
      copyPath: () => {
        const path = reader.store.getState().info?.files[0]?.path;
        if (path !== undefined) copied(copyText(path));
      },
    };
  }, [t, notices, reader, transport, clock]);
}

function useWork() {
  const { client, notices } = useStores();
  const { clipId, reader } = useClipScope();
  return useMemo(() => {
    const { tellError } = notices.getState();
    const change = (work: Promise<unknown>): void => {
      work.then(() => {
        reader.readSoon(['info', 'playback']);
      }, tellError);
    };
    return {
      reveal: () => {
        client.askHost('host.reveal', { clipId }).catch(tellError);
      },
      prepareProxy: () => {
        change(client.ask('clip.prepareProxy', { clip: clipId }));
      },
      runStage: (stage: string) => {
        change(client.ask('clip.runStage', { clip: clipId, stage }));
      },
      retryFailures: () => {
        change(client.ask('failures.retry', { clip: clipId }));
      },
    };
  }, [client, notices, clipId, reader]);
}
