import { useActivity } from '../stores/use-stores.ts';

/** 'empty': there are no clips, and none are on their way. */
export function useLibraryContent(): 'unknown' | 'empty' | 'clips' {
  return useActivity(({ status, scans }) => {
    const isAdding = scans.some(
      ({ state, found }) => (state === 'waiting' || state === 'looking') && found > 0,
    );
    if (isAdding) return 'clips';
    if (status === null) return 'unknown';
    return status.clips === 0 ? 'empty' : 'clips';
  });
}
