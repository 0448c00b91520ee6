import { useEffect, useState } from 'react';
import { useSession, useStores } from '../../stores/use-stores.ts';

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

const nobody: Neighbours = { previous: null, next: null };

/** The clips before and behind this one, in the order of the results that it was opened from, else in that of the library. */
export function useNeighbours(clipId: string): Neighbours {
  const { library, search } = useStores();
  const origin = useSession((state) => state.origin.screen);
  const [neighbours, setNeighbours] = useState(nobody);
  useEffect(() => {
    let isOver = false;
    const found =
      origin === 'search'
        ? Promise.resolve(search.getState().neighbours(clipId))
        : library.getState().neighbours(clipId);
    found
      .then((both) => {
        if (!isOver) setNeighbours(both);
      })
      // Leafing is out of reach while the engine is; the rest of the screen says so.
      .catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [library, search, origin, clipId]);
  return neighbours;
}
