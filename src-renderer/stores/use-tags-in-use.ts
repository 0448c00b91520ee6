import { useCallback, useEffect, useState } from 'react';
import { useClient } from './use-stores.ts';

interface TagsInUse {
  /** Empty until they were read. */
  readonly names: readonly string[];
  /** Reads them, again if they were read before. */
  readonly read: () => void;
}

/** Tags that clips of the library have, to be offered where somebody writes one. */
export function useTagsInUse(): TagsInUse {
  const client = useClient();
  const [names, setNames] = useState<readonly string[]>([]);
  const [timesAsked, setTimesAsked] = useState(0);
  useEffect(() => {
    if (timesAsked === 0) return;
    const abort = new AbortController();
    client
      .ask('annotations.tags', {}, abort.signal)
      .then(({ tags }) => {
        if (!abort.signal.aborted) setNames(tags.map(({ name }) => name));
      })
      // Without them nothing is offered; writing works all the same.
      .catch(() => undefined);
    return () => {
      abort.abort();
    };
  }, [client, timesAsked]);
  const read = useCallback(() => {
    setTimesAsked((times) => times + 1);
  }, []);
  return { names, read };
}
