/** Shows what merging clips would do, before anybody says yes to it. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { filesOfClip } from '../db/repositories/clip-facts.repository.ts';
import { bytesOf, type PlanDeps, planMerge, type Said } from './merge-plan.ts';
import { storedPath } from './stored-path.ts';

/** @throws AppError clip-unknown, bad-arguments */
export async function previewMerge(
  request: CommandRequest<'duplicates.preview'>,
  deps: PlanDeps,
): Promise<CommandResponse<'duplicates.preview'>> {
  const { merged, others, files, trash, token } = await planMerge(request, deps);
  const described = (said: Said) => {
    const [file] = filesOfClip(deps.connection, said.clipId);
    return { ...said, path: file === undefined ? null : storedPath(file) };
  };
  const moved = trash === 'possible' ? files.filter(({ stays }) => stays === null) : [];
  return {
    keep: described(merged),
    others: others.map(described),
    files: files.map(({ clipId, path, sizeBytes, stays }) => ({ clipId, path, sizeBytes, stays })),
    freedBytes: bytesOf(moved),
    ...{ trash, token },
  };
}
