import { useEffect } from 'react';
import type { PackState } from '../../../src-preload/contract/model-packs.ts';
import { useModels, useSearch } from '../../stores/use-stores.ts';

/** The pack that would let the query be searched by meaning; null: none is known. */
export function useMissingPack(): PackState | null {
  const missing = useSearch((state) => state.missing);
  const packs = useModels((state) => state.packs);
  const read = useModels((state) => state.read);
  const isNeeded = missing.length > 0 && packs === null;
  useEffect(() => {
    // Without them there is no name to show, and no more is lost.
    if (isNeeded) read().catch(() => undefined);
  }, [isNeeded, read]);
  const named = packs?.find(({ id }) => missing.some(({ packId }) => packId === id));
  return named ?? packs?.find(({ tasks }) => tasks.some(({ task }) => task === missing[0]?.task)) ?? null;
}
