import { useEffect } from 'react';
import type { TaskName } from '../../../../src-preload/contract/inference-tasks.ts';
import type { PackState } from '../../../../src-preload/contract/model-packs.ts';
import { useModels } from '../../../stores/use-stores.ts';
import { useClip } from '../clip-context.ts';

/** All packs, read when they are needed for the first time; null until then. */
export function usePacks(): readonly PackState[] | null {
  const packs = useModels((state) => state.packs);
  const read = useModels((state) => state.read);
  useEffect(() => {
    // Without them there is no name to show, and no more is lost.
    if (packs === null) read().catch(() => undefined);
  }, [packs, read]);
  return packs;
}

function isInstalled({ state }: PackState): boolean {
  return state === 'installed' || state === 'side-loaded';
}

/**
 * The pack to be offered for a task that none is installed for: one that is on its way, else the one that the engine names,
 * else the first of the catalogue. null: one is installed, or it is not known.
 */
export function useMissingPack(task: TaskName, stage: string): PackState | null {
  const named = useClip(
    ({ understanding }) =>
      understanding?.analysis.parts.find((part) => part.stage === stage)?.missingPack ?? null,
  );
  const packs = usePacks();
  const able = packs?.filter(({ tasks }) => tasks.some((one) => one.task === task)) ?? [];
  if (able.some(isInstalled)) return null;
  return (
    able.find(({ state }) => state === 'downloading') ??
    able.find(({ id }) => id === named) ??
    able[0] ??
    null
  );
}
