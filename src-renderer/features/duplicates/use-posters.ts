import { useEffect, useState } from 'react';
import { useClient } from '../../stores/use-stores.ts';

const none: ReadonlyMap<string, string> = new Map();
/** As many as can be asked for at once. */
const mostCards = 500;

/** Clip -> address of its picture; of clips without a picture, nothing. */
export function usePosters(clipIds: readonly string[]): ReadonlyMap<string, string> {
  const client = useClient();
  const [posters, setPosters] = useState(none);
  const wanted = clipIds.slice(0, mostCards).join(' ');
  useEffect(() => {
    const abort = new AbortController();
    client
      .ask('cards.byId', { clipIds: wanted.split(' ') }, abort.signal)
      .then(({ cards }) => {
        if (abort.signal.aborted) return;
        const known = cards.flatMap(({ id, poster }): [string, string][] =>
          poster === null ? [] : [[id, client.mediaUrl(id, 'poster', poster.version)]],
        );
        setPosters(new Map(known));
      })
      // Names and figures say which clips they are.
      .catch(() => undefined);
    return () => {
      abort.abort();
    };
  }, [client, wanted]);
  return posters;
}
