/** What is played, and what to do when it can't be. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useActivity, useClient, useNotices } from '../../../stores/use-stores.ts';
import { useClip, useClipScope } from '../clip-context.ts';
import {
  browserVerdict,
  chooseSource,
  type Playable,
  type PlayerSource,
} from '../../../stores/source-choice.ts';

export interface PlayerSourceState {
  /** null: not known yet. */
  readonly source: PlayerSource | null;
  /** The player could not show what it was given. */
  readonly refuse: (what: Playable) => void;
  /** Makes a proxy, also where one failed. */
  readonly prepare: () => void;
}

const none: ReadonlySet<Playable> = new Set();

export function usePlayerSource(): PlayerSourceState {
  const { clipId, reader } = useClipScope();
  const client = useClient();
  const tellError = useNotices((state) => state.tellError);
  const playback = useClip((state) => state.playback);
  const heard = useActivity((state) => state.running.get(clipId)?.get('proxy') ?? null);
  const [refused, setRefused] = useState(none);

  const chosen = useMemo(
    () => (playback === null ? null : chooseSource(playback, browserVerdict, refused)),
    [playback, refused],
  );
  const source = chosen?.kind === 'preparing' ? { ...chosen, fraction: heard ?? chosen.fraction } : chosen;

  const ask = useCallback(() => {
    client
      .ask('clip.prepareProxy', { clip: clipId })
      .then(() => {
        reader.readSoon(['playback', 'info']);
      })
      .catch(tellError);
  }, [client, clipId, reader, tellError]);

  const prepare = useCallback(() => {
    setRefused((before) => new Set([...before].filter((what) => what !== 'proxy')));
    ask();
  }, [ask]);

  const refuse = useCallback((what: Playable) => {
    setRefused((before) => new Set([...before, what]));
  }, []);

  const isNeeded = chosen?.kind === 'preparing' && chosen.request === 'needed';
  useEffect(() => {
    if (isNeeded) ask();
  }, [isNeeded, ask]);

  return { source, refuse, prepare };
}
