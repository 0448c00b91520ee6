/**
 * Looks whether the files of an installed pack are what its manifest says. All of them are read once before the first use
 * and stamped with size and time; as long as the stamps hold, they are not read again.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { count } from '../../../src-preload/contract/artifacts/scalars.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { isMissing, systemCode } from './disk-errors.ts';
import { type InstalledPack, readJson, writeJson } from './pack-store.ts';

const stamps = z.object({
  state: z.enum(['right', 'wrong']),
  /** By path. */
  files: z.record(z.string(), z.object({ bytes: count, modifiedMs: z.number(), sha256: z.string() })),
  /** Of the files that were wrong. */
  problems: z.array(z.object({ path: z.string(), detail: z.string() })),
});
type Stamps = z.infer<typeof stamps>;

export interface FileProblem {
  readonly path: string;
  readonly detail: string;
}

type HashFile = (path: string, signal: AbortSignal) => Promise<string>;

export const filePath = ({ folder }: InstalledPack, path: string): string => join(folder, ...path.split('/'));

/** Reads every file. @throws the signal's reason */
export async function checkPack(
  pack: InstalledPack,
  hashFile: HashFile,
  signal: AbortSignal,
  stamp: 'leave a stamp' | 'leave no stamp' = 'leave a stamp',
): Promise<readonly FileProblem[]> {
  const problems: FileProblem[] = [];
  const files: Stamps['files'] = {};
  for (const { path, bytes, sha256 } of pack.manifest.files) {
    signal.throwIfAborted();
    const before = await lookAt(pack, path);
    const detail = 'problem' in before ? before.problem : sizeProblem(before.bytes, bytes);
    const found = detail === null ? await hashOf(filePath(pack, path), hashFile, signal) : null;
    if (detail !== null) problems.push({ path, detail });
    else if (found !== sha256) {
      problems.push({ path, detail: `its SHA-256 is ${String(found)} where ${sha256} belongs` });
    } else if ('bytes' in before) files[path] = { ...before, sha256 };
  }
  const state = problems.length === 0 ? 'right' : 'wrong';
  // A stamp that cannot be written costs another reading, no more.
  if (stamp === 'leave a stamp')
    await writeJson(stampPath(pack), { state, files, problems }).catch(() => undefined);
  return problems;
}

/** Makes sure that a pack can be used: by its stamps, or by reading it. @throws AppError model-damaged; the signal's reason */
export async function ensureSound(
  pack: InstalledPack,
  hashFile: HashFile,
  signal: AbortSignal,
): Promise<void> {
  const glance = await glanceAt(pack);
  if (glance === 'stamped') return;
  const problems = glance === 'unread' ? await checkPack(pack, hashFile, signal) : glance;
  if (problems.length > 0) throw damaged(pack, problems);
}

export function damaged({ manifest }: InstalledPack, problems: readonly FileProblem[]): AppError {
  const [first] = problems;
  const more = problems.length > 1 ? { moreFiles: problems.length - 1 } : {};
  return new AppError('model-damaged', {
    pack: manifest.id,
    file: first?.path ?? '',
    detail: first?.detail ?? '',
    ...more,
  });
}

/** Without reading: 'stamped' as found right before, 'unread', or what is wrong already. */
export async function glanceAt(pack: InstalledPack): Promise<'stamped' | 'unread' | readonly FileProblem[]> {
  const known = await readJson(stampPath(pack), stamps);
  const looked = await Promise.all(
    pack.manifest.files.map(async (file) => ({ file, look: await lookAt(pack, file.path) })),
  );
  const problems = looked.flatMap(({ file, look }) => {
    const detail = 'problem' in look ? look.problem : sizeProblem(look.bytes, file.bytes);
    return detail === null ? [] : [{ path: file.path, detail }];
  });
  if (problems.length > 0) return problems;
  if (known === null) return 'unread';
  if (known.state === 'wrong') return known.problems.length > 0 ? known.problems : 'unread';
  const holds = looked.every(({ file, look }) => {
    const stamp = known.files[file.path];
    return (
      stamp !== undefined &&
      'bytes' in look &&
      stamp.bytes === look.bytes &&
      stamp.modifiedMs === look.modifiedMs &&
      stamp.sha256 === file.sha256
    );
  });
  return holds ? 'stamped' : 'unread';
}

const stampPath = ({ folder }: InstalledPack): string => join(folder, 'checked.json');

function sizeProblem(found: number, wanted: number): string | null {
  return found === wanted ? null : `it has ${String(found)} bytes where ${String(wanted)} belong`;
}

async function lookAt(
  pack: InstalledPack,
  path: string,
): Promise<{ readonly bytes: number; readonly modifiedMs: number } | { readonly problem: string }> {
  try {
    const found = await stat(filePath(pack, path));
    if (!found.isFile()) return { problem: 'it is no file' };
    return { bytes: found.size, modifiedMs: found.mtimeMs };
  } catch (error) {
    if (isMissing(error)) return { problem: 'it is missing' };
    return { problem: `it cannot be looked at (${systemCode(error) ?? 'unknown'})` };
  }
}

/** What stands in for a hash where the file cannot be read fits none. */
async function hashOf(path: string, hashFile: HashFile, signal: AbortSignal): Promise<string> {
  try {
    return await hashFile(path, signal);
  } catch (error) {
    signal.throwIfAborted();
    return `unknown (${systemCode(error) ?? 'not readable'})`;
  }
}
