/**
 * Looks whether a library is whole: its database, the JSON in it, and the files that stages made. Changes nothing.
 * Rows are read in pages with a pause between them, so that whoever else lives in the process goes on.
 */
import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { z } from 'zod';
import { artifactSchemas, isArtifactName } from '../../src-preload/contract/artifacts.ts';
import { outputFile } from '../../src-preload/contract/artifacts/scalars.ts';
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { manifestSchema } from '../../src-preload/contract/manifest.ts';
import type { Connection } from '../db/connection.ts';
import {
  type ArtifactRow,
  artifactsBehind,
  brokenReferences,
  countRows,
  integrityProblems,
  manifestsBehind,
} from '../db/repositories/verification.repository.ts';
import { clipFolder } from '../pipeline/output-store.ts';
import { displayPath } from '../platform/paths.ts';
import type { LibraryView } from './library-view.ts';
import { filesBelow, permissionProblems } from './library-files.ts';
import { checkSearchIndex, pendingClips } from './search-index-check.ts';

type Verification = CommandResponse<'library.verify'>;
type Check = Verification['checks'][number];

export interface VerificationDeps extends LibraryView {
  /** SHA-256 of a file, in hexadecimal digits. */
  hashFile(path: string, signal: AbortSignal): Promise<string>;
}

interface ExpectedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

const pageRows = 200;
const shownProblems = 100;

/** @throws AppError cancelled */
export async function verifyLibrary(
  { hashes }: CommandRequest<'library.verify'>,
  deps: VerificationDeps,
  signal: AbortSignal,
): Promise<Verification> {
  const { connection, libraryPath } = deps;
  const artifacts = await checkArtifacts(connection, libraryPath, signal);
  const manifests = await checkManifests(connection, signal);
  const index = await checkSearchIndex(connection, signal);
  const checks = [
    check('database', 'fault', countRows(connection), integrityProblems(connection)),
    check('foreign-keys', 'fault', countRows(connection), brokenReferences(connection)),
    check('artifacts', 'fault', artifacts.examined, artifacts.problems),
    check('manifests', 'fault', manifests.examined, manifests.problems),
    check(
      'output-files',
      'fault',
      artifacts.files.length,
      await checkFiles(artifacts.files, deps, hashes, signal),
    ),
    await checkOrphans(libraryPath, artifacts.files),
    check('search-index', 'fault', index.examined, index.problems),
    check('search-pending', 'notice', index.examined, pendingClips(connection)),
    check('permissions', 'notice', 1, await permissionProblems(libraryPath)),
  ];
  const sound = checks.every(({ severity, problemCount }) => severity === 'notice' || problemCount === 0);
  return { library: libraryPath, sound, checks };
}

function check(
  name: Check['check'],
  severity: Check['severity'],
  examined: number,
  problems: readonly string[],
): Check {
  return {
    check: name,
    severity,
    examined,
    problems: problems.slice(0, shownProblems),
    problemCount: problems.length,
  };
}

function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', {}, signal.reason);
}

async function checkArtifacts(connection: Connection, libraryPath: string, signal: AbortSignal) {
  const problems: string[] = [];
  const files: ExpectedFile[] = [];
  let examined = 0;
  for (let row = 0; ;) {
    await pause();
    stopIfCancelled(signal);
    const page = artifactsBehind(connection, row, pageRows);
    for (const artifact of page) {
      const judged = judgeArtifact(artifact);
      if (judged.problem !== null)
        problems.push(`clip ${artifact.clipId}, ${artifact.name}: ${judged.problem}`);
      const folder = clipFolder(libraryPath, artifact.clipId);
      if (judged.file !== null) files.push({ ...judged.file, path: join(folder, judged.file.path) });
    }
    examined += page.length;
    row = page.at(-1)?.row ?? row;
    if (page.length < pageRows) return { problems, files, examined };
  }
}

/** Whether an artifact is what its schema says, and the file it stands for, if any. PURE. */
export function judgeArtifact({ name, data }: Pick<ArtifactRow, 'name' | 'data'>): {
  readonly problem: string | null;
  readonly file: ExpectedFile | null;
} {
  if (!isArtifactName(name)) return { problem: 'nothing of this name is known', file: null };
  const value = parseJson(data);
  const parsed = artifactSchemas[name].safeParse(value);
  const problem = parsed.success ? null : oneLine(z.prettifyError(parsed.error));
  return { problem, file: outputFile.safeParse(value).data ?? null };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

async function checkManifests(connection: Connection, signal: AbortSignal) {
  const problems: string[] = [];
  let examined = 0;
  for (let row = 0; ;) {
    await pause();
    stopIfCancelled(signal);
    const page = manifestsBehind(connection, row, pageRows);
    for (const { id, manifest } of page) {
      const parsed = manifestSchema.safeParse(parseJson(manifest));
      if (!parsed.success) problems.push(`run ${id}: ${oneLine(z.prettifyError(parsed.error))}`);
    }
    examined += page.length;
    row = page.at(-1)?.row ?? row;
    if (page.length < pageRows) return { problems, examined };
  }
}

async function checkFiles(
  files: readonly ExpectedFile[],
  deps: VerificationDeps,
  hashes: boolean,
  signal: AbortSignal,
): Promise<string[]> {
  const problems: string[] = [];
  for (const file of files) {
    stopIfCancelled(signal);
    const problem = await judgeFile(file, hashes ? (path) => deps.hashFile(path, signal) : null);
    if (problem !== null) problems.push(`${displayPath(relative(deps.libraryPath, file.path))}: ${problem}`);
  }
  return problems;
}

async function judgeFile(
  file: ExpectedFile,
  hashFile: ((path: string) => Promise<string>) | null,
): Promise<string | null> {
  try {
    const { size } = await stat(file.path);
    if (size !== file.sizeBytes) return `it has ${String(size)} bytes instead of ${String(file.sizeBytes)}`;
    if (hashFile !== null && (await hashFile(file.path)) !== file.sha256) return 'its content is another';
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
      ? 'it is missing'
      : `it cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Files that nothing in the database points to: left behind by a crash, or put there by somebody. */
async function checkOrphans(libraryPath: string, files: readonly ExpectedFile[]): Promise<Check> {
  const expected = new Set(files.map(({ path }) => path));
  const found = await filesBelow(join(libraryPath, 'clips'));
  const orphans = found.filter((path) => !expected.has(path));
  return check(
    'orphan-files',
    'notice',
    found.length,
    orphans.map((path) => displayPath(relative(libraryPath, path))),
  );
}
