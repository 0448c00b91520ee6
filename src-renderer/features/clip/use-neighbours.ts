import { useEffect, useState } from 'react';
import { useStores } from '../../stores/use-stores.ts';

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

const nobody: Neighbours = { previous: null, next: null };

/** The clips before and behind this one, in the order in which the library shows them. */
export function useNeighbours(clipId: string): Neighbours {
  const { library } = useStores();
  const [neighbours, setNeighbours] = useState(nobody);
  useEffect(() => {
    let isOver = false;
    library
      .getState()
      .neighbours(clipId)
      .then((found) => {
        if (!isOver) setNeighbours(found);
      })
      // Leafing is out of reach while the engine is; the rest of the screen says so.
      .catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [library, clipId]);
  return neighbours;
}
