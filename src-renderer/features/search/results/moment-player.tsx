import { useEffect, useState } from 'react';
import type { FoundMoment } from '../../../../src-preload/contract/search.ts';
import { browserVerdict, chooseSource } from '../../../stores/source-choice.ts';
import { useClient } from '../../../stores/use-stores.ts';
import styles from './results.module.css';

interface MomentPlayerProps {
  readonly clipId: string;
  readonly moment: Pick<FoundMoment, 'startSec' | 'endSec'>;
}

/** An instant, or a word, is too short to see anything. */
const leastSec = 2.5;
const mostSec = 10;
const refused: ReadonlySet<never> = new Set();

/** Plays a moment over its picture, without sound, again and again. Where nothing can be played the picture stays. */
export function MomentPlayer({ clipId, moment: { startSec, endSec } }: MomentPlayerProps) {
  const address = usePlayable(clipId);
  const [state, setState] = useState<'loading' | 'shown'>('loading');
  if (address === null) return null;
  const lengthSec = Math.min(mostSec, Math.max(leastSec, (endSec ?? startSec) - startSec));
  return (
    <video
      className={styles['video']}
      data-state={state}
      src={`${address}#t=${String(startSec)}`}
      muted
      autoPlay
      playsInline
      disableRemotePlayback
      tabIndex={-1}
      aria-hidden
      onPlaying={() => {
        setState('shown');
      }}
      onTimeUpdate={({ currentTarget: video }) => {
        if (video.currentTime > startSec + lengthSec) video.currentTime = startSec;
      }}
      onEnded={({ currentTarget: video }) => {
        video.currentTime = startSec;
        // Refused, or gone meanwhile: it is only a look.
        video.play().catch(() => undefined);
      }}
    />
  );
}

/** null: not known yet, or there is nothing that this window can play. */
function usePlayable(clipId: string): string | null {
  const client = useClient();
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    client
      .ask('clip.playback', { clip: clipId }, abort.signal)
      .then((playback) => {
        if (abort.signal.aborted) return;
        const source = chooseSource(playback, browserVerdict, refused);
        if (source.kind === 'original') setAddress(client.mediaUrl(clipId, 'original'));
        if (source.kind === 'proxy') setAddress(client.mediaUrl(clipId, 'proxy', source.version));
      })
      // The picture says enough.
      .catch(() => undefined);
    return () => {
      abort.abort();
    };
  }, [client, clipId]);
  return address;
}
