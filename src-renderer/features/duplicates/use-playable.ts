/** Where a clip can be played from, in this window. */
import { useEffect, useState } from 'react';
import { browserVerdict, chooseSource, type Playable, type Playback } from '../../stores/source-choice.ts';
import { useClient } from '../../stores/use-stores.ts';

type PlayableState =
  | { readonly state: 'unknown' | 'waiting' | 'unplayable' }
  | { readonly state: 'ready'; readonly address: string };

const lookEveryMs = 2_000;

/** Has a version made that can be played, where there is none. `refuse`: the player could not show what it was given. */
export function usePlayable(clipId: string): {
  readonly playable: PlayableState;
  readonly refuse: () => void;
} {
  const client = useClient();
  const [refused, setRefused] = useState<ReadonlySet<Playable>>(new Set());
  const [played, setPlayed] = useState<Playable | null>(null);
  const [playable, setPlayable] = useState<PlayableState>({ state: 'unknown' });
  useEffect(() => {
    const abort = new AbortController();
    const isOver = (): boolean => abort.signal.aborted;
    let timer: number | undefined;
    const show = (playback: Playback): void => {
      const source = chooseSource(playback, browserVerdict, refused);
      if (source.kind === 'original' || source.kind === 'proxy') {
        const version = source.kind === 'proxy' ? source.version : null;
        setPlayed(source.kind);
        setPlayable({ state: 'ready', address: client.mediaUrl(clipId, source.kind, version) });
        return;
      }
      setPlayable({ state: source.kind === 'preparing' ? 'waiting' : 'unplayable' });
      if (source.kind === 'preparing') timer = window.setTimeout(() => void look(), lookEveryMs);
    };
    const look = async (): Promise<void> => {
      try {
        const playback = await client.ask('clip.playback', { clip: clipId }, abort.signal);
        if (isOver()) return;
        const source = chooseSource(playback, browserVerdict, refused);
        if (source.kind === 'preparing' && source.request === 'needed')
          await client.ask('clip.prepareProxy', { clip: clipId }, abort.signal);
        if (!isOver()) show(playback);
      } catch {
        if (!isOver()) setPlayable({ state: 'unplayable' });
      }
    };
    void look();
    return () => {
      abort.abort();
      window.clearTimeout(timer);
    };
  }, [client, clipId, refused]);
  const refuse = (): void => {
    if (played !== null) setRefused(new Set([...refused, played]));
  };
  return { playable, refuse };
}
