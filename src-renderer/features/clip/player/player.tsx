/** The picture: the video where it can be played, and in all other cases its poster with a word on what happens. */
import { LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useClipView } from '../../../stores/use-stores.ts';
import { useClip, useClipScope, useTransport } from '../clip-context.ts';
import { BoxOverlay } from '../boxes/box-overlay.tsx';
import { Cover } from './cover.tsx';
import styles from './player.module.css';
import { PosterPicture } from './poster-picture.tsx';
import type { Playable } from '../../../stores/source-choice.ts';
import type { PlayerSourceState } from './use-player-source.ts';

interface PlayerProps extends PlayerSourceState {
  readonly onVideo: (video: HTMLVideoElement | null) => void;
}

export function Player({ source, refuse, prepare, onVideo }: PlayerProps) {
  const { clipId } = useClipScope();
  const client = useClient();
  const version = useClip((state) => state.info?.contentHash ?? null);
  const playable: Playable | null =
    source?.kind === 'original' || source?.kind === 'proxy' ? source.kind : null;
  const address =
    playable === null
      ? null
      : client.mediaUrl(clipId, playable, source?.kind === 'proxy' ? source.version : version);
  // The hash comes while the clip plays: the address it began with stays good.
  const [playing, setPlaying] = useState<{ playable: Playable; address: string } | null>(null);
  if (playable !== null && address !== null && playing?.playable !== playable)
    setPlaying({ playable, address });
  if (playable === null && playing !== null) setPlaying(null);

  return (
    <div className={styles['player']}>
      {playing === null ? (
        <Cover source={source} onPrepare={prepare} />
      ) : (
        <Picture
          key={playing.address}
          address={playing.address}
          onVideo={onVideo}
          onRefused={() => {
            refuse(playing.playable);
          }}
        />
      )}
      <SpeedMark />
    </div>
  );
}

interface PictureProps {
  readonly address: string;
  readonly onVideo: (video: HTMLVideoElement | null) => void;
  readonly onRefused: () => void;
}

const reloadMs = 1_500;

function Picture({ address, onVideo, onRefused }: PictureProps) {
  const { t } = useTranslation('clip');
  const { transport } = useClipScope();
  const name = useClip((state) => state.info?.name ?? '');
  const rate = useClipView((state) => state.rate);
  const isFresh = useTransport(({ use }) => use === 'fresh');
  const beginsBlack = useClip(({ timeline }) => timeline?.black[0]?.startSec === 0);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'interrupted'>('loading');

  useEffect(() => {
    if (video === null) return;
    const detach = transport.attach(video);
    onVideo(video);
    return () => {
      detach();
      onVideo(null);
    };
  }, [video, transport, onVideo]);

  // The connection was lost while it loaded: it is the same file afterwards.
  useEffect(() => {
    if (state !== 'interrupted' || video === null) return;
    const timer = window.setTimeout(() => {
      setState('loading');
      video.load();
    }, reloadMs);
    return () => {
      window.clearTimeout(timer);
    };
  }, [state, video]);

  return (
    <>
      <video
        ref={setVideo}
        src={address}
        className={[styles['video'], state !== 'shown' && styles['unseen']].filter(Boolean).join(' ')}
        preload="auto"
        playsInline
        disableRemotePlayback
        aria-label={t('player.picture', { name })}
        onLoadedData={(event) => {
          // A codec that the browser lacks, beside sound that it knows, is played as sound alone.
          if (event.currentTarget.videoWidth === 0) onRefused();
          else setState('shown');
        }}
        onError={(event) => {
          const isInterrupted = event.currentTarget.error?.code === MediaError.MEDIA_ERR_NETWORK;
          if (isInterrupted) setState('interrupted');
          else onRefused();
        }}
        onClick={() => {
          transport.toggle(rate);
        }}
      />
      {/* Out of a black beginning nobody can tell that the clip is there at all. */}
      {(state !== 'shown' || (isFresh && beginsBlack)) && <PosterPicture />}
      {state === 'shown' && video !== null && <BoxOverlay video={video} />}
      <Buffering isLoading={state !== 'shown'} />
    </>
  );
}

function Buffering({ isLoading }: { readonly isLoading: boolean }) {
  const { t } = useTranslation('clip');
  const isWaiting = useTransport((state) => state.flow === 'waiting' && state.speed > 0);
  if (!isWaiting && !isLoading) return null;
  return (
    <div className={styles['buffering']} role="status">
      <LoaderCircle size={28} aria-hidden />
      <span className="visually-hidden">{t('player.loading')}</span>
    </div>
  );
}

/** Speeds other than the usual are easily forgotten. */
function SpeedMark() {
  const { i18n } = useTranslation('clip');
  const speed = useTransport((state) => state.speed);
  if (speed === 0 || speed === 1) return null;
  const figure = new Intl.NumberFormat(i18n.language).format(Math.abs(speed));
  return (
    <div className={styles['speed']} aria-hidden>
      {speed < 0 ? '◀ ' : ''}
      {figure}×{speed > 0 ? ' ▶' : ''}
    </div>
  );
}
