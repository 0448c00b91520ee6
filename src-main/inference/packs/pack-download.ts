/** Carries a plan out: receives each file, looks at its hash, and makes a pack of them. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, type ErrorFacts } from '../../../src-preload/contract/errors.ts';
import type { PackManifest } from '../../../src-preload/contract/model-packs.ts';
import { diskError } from './disk-errors.ts';
import type { DownloadPlan, PlannedFile } from './download-plan.ts';
import { bytesBelow } from './pack-store.ts';
import { downloadError } from './retries.ts';
import { receive, sizeOf, type TransferAccess } from './transfer.ts';

export interface DownloadAccess extends TransferAccess {
  /** SHA-256 in 64 hex digits. */
  readonly hashFile: (path: string, signal: AbortSignal) => Promise<string>;
}

export type PackFile = PackManifest['files'][number];

export const planBytes = (plan: DownloadPlan): number =>
  plan.files.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Receives all of a plan's files into a folder. Files that an earlier attempt left there are looked at again, and stay where they
 * are right.
 *
 * @param onReceived bytes of the whole pack that are there by now
 * @throws AppError download-failed, disk-full, io-error; the signal's reason
 */
export async function receiveAll(
  plan: DownloadPlan,
  folder: string,
  access: DownloadAccess,
  onReceived: (bytes: number) => void,
  signal: AbortSignal,
): Promise<PackFile[]> {
  await refuseWithoutRoom(planBytes(plan) - (await bytesBelow(folder)), folder);
  const files: PackFile[] = [];
  let before = 0;
  for (const file of plan.files) {
    const facts = { pack: plan.pack.id, file: file.path };
    const sha256 = await receiveFile(file, folder, facts, access, {
      onReceived: (bytes) => {
        onReceived(before + bytes);
      },
      signal,
    });
    files.push({ name: file.name, path: file.path, bytes: file.bytes, sha256 });
    before += file.bytes;
    onReceived(before);
  }
  return files;
}

/** @throws AppError disk-full */
async function refuseWithoutRoom(wantedBytes: number, folder: string): Promise<void> {
  const free = await freeBytesAt(folder);
  if (free === null || wantedBytes <= free) return;
  const detail = `${String(wantedBytes)} bytes are needed, ${String(free)} are free`;
  throw new AppError('disk-full', { file: folder, detail });
}

/** null: the system does not tell. Looks at the nearest folder that is there. */
export async function freeBytesAt(folder: string): Promise<number | null> {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const { bavail, bsize } = await statfs(at);
      return bavail * bsize;
    } catch {
      if (dirname(at) === at) return null;
    }
  }
}

interface FileWatch {
  readonly onReceived: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Gives the SHA-256 of what it received, which is then what the file has to stay. */
async function receiveFile(
  file: PlannedFile,
  folder: string,
  facts: ErrorFacts,
  access: DownloadAccess,
  { onReceived, signal }: FileWatch,
): Promise<string> {
  const path = join(folder, ...file.path.split('/'));
  const partPath = `${path}.part`;
  if (file.bytes > 0 && (await sizeOf(path)) === file.bytes) {
    // It was right when it got its own name; a disk that lost power may have kept the name and not the content.
    const kept = await verdict(file, path, access, signal);
    if (kept.isRight) return kept.found;
    await rm(path, { recursive: true, force: true });
  }
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw diskError(error, path);
  });
  const transfer = { url: file.url, partPath, bytes: file.bytes, facts };
  const held = await sizeOf(partPath);
  for (let isSecond = held === 0; ; isSecond = true) {
    await receiveOrDrop(transfer, access, onReceived, signal);
    const sha256 = await verdict(file, partPath, access, signal);
    if (sha256.isRight) {
      await rename(partPath, path).catch((error: unknown) => {
        throw diskError(error, path);
      });
      return sha256.found;
    }
    await rm(partPath, { force: true });
    // The beginning may have been of another file, or of a broken download: once more, all of it.
    if (isSecond) throw downloadError('wrong-hash', { ...facts, detail: sha256.detail });
  }
}

async function receiveOrDrop(
  transfer: Parameters<typeof receive>[0],
  access: DownloadAccess,
  onReceived: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    await receive(transfer, access, onReceived, signal);
  } catch (error) {
    if (error instanceof AppError && error.facts['reason'] === 'wrong-length')
      await rm(transfer.partPath, { force: true });
    throw error;
  }
}

async function verdict(file: PlannedFile, path: string, access: DownloadAccess, signal: AbortSignal) {
  const found = await access.hashFile(path, signal);
  const said = (kind: string, is: string, wanted: string): string =>
    `its ${kind} is ${is} where ${wanted} belongs: it was changed at its source or on its way`;
  if (file.sha256 !== null)
    return { found, isRight: found === file.sha256, detail: said('SHA-256', found, file.sha256) };
  const blob = await gitBlobSha1(path);
  return { found, isRight: blob === file.gitSha1, detail: said('git hash', blob, file.gitSha1 ?? 'another') };
}

/** Only for small files: it is read at once. */
async function gitBlobSha1(path: string): Promise<string> {
  const content = await readFile(path);
  return createHash('sha1')
    .update(`blob ${String(content.length)}\0`)
    .update(content)
    .digest('hex');
}

export function manifestOf(
  plan: DownloadPlan,
  files: readonly PackFile[],
  installedAt: string,
): PackManifest {
  const { source, ...described } = plan.pack;
  return {
    version: 1,
    ...described,
    standing: 'catalogue',
    origin: 'download',
    revision: plan.revision,
    dtype: source.kind === 'hub' ? source.dtype : null,
    files: [...files],
    installedAt,
    acceptedLicence: plan.acceptedLicence,
  };
}
