import { useSyncExternalStore } from 'react';
import { useLibrary } from '../../stores/use-stores.ts';

/** Narrower than this, clips need the room more than details do. */
const roomForInspector = '(min-width: 1240px)';

/** Whether details are shown: as somebody chose, and until then where there is room for them. */
export function useInspector(): 'open' | 'closed' {
  const inspector = useLibrary((state) => state.inspector);
  const hasRoom = useSyncExternalStore(followWidth, () => window.matchMedia(roomForInspector).matches);
  if (inspector !== 'as there is room') return inspector;
  return hasRoom ? 'open' : 'closed';
}

function followWidth(changed: () => void): () => void {
  const query = window.matchMedia(roomForInspector);
  query.addEventListener('change', changed);
  return () => {
    query.removeEventListener('change', changed);
  };
}
