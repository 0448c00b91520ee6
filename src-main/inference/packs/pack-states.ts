/** What windows and the command line are told of a pack: from the catalogue, the disk, and what is under way. */
import type { SerializedError } from '../../../src-preload/contract/errors.ts';
import { taskNames } from '../../../src-preload/contract/inference-tasks.ts';
import type {
  CataloguePack,
  PackProgress,
  PackState,
  ProviderVerdict,
} from '../../../src-preload/contract/model-packs.ts';
import type { Candidates, Preferences } from './installed-models.ts';
import { damaged, glanceAt } from './pack-check.ts';
import { bytesBelow, type InstalledPack } from './pack-store.ts';

/** A download that is under way or paused. */
export interface DownloadLook {
  readonly state: 'downloading' | 'paused';
  readonly receivedBytes: number;
  readonly totalBytes: number | null;
}

export interface PackFacts {
  /** null: it is not in the catalogue. */
  readonly entry: CataloguePack | null;
  readonly installed: InstalledPack | null;
  readonly download: DownloadLook | null;
  /** Why its last download ended. */
  readonly error: SerializedError | null;
}

export interface UseFacts {
  readonly candidates: Candidates;
  readonly choices: Preferences['choices'];
  verdicts(key: string, model: string): readonly ProviderVerdict[];
}

function sourceBytes(entry: CataloguePack): number {
  const { source } = entry;
  return source.kind === 'hub' ? source.bytes : source.files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** A pack that is installed and of which a download is under way shows the download. */
export async function progressOf({
  installed,
  download,
  error,
}: PackFacts): Promise<Omit<PackProgress, 'packId'>> {
  if (download !== null) return { ...download, error };
  if (installed === null) return { state: 'available', receivedBytes: 0, totalBytes: null, error };
  const glance = await glanceAt(installed);
  if (typeof glance !== 'string') {
    const found = damaged(installed, glance).serialize();
    return { state: 'damaged', receivedBytes: 0, totalBytes: null, error: found };
  }
  const state = installed.manifest.standing === 'catalogue' ? 'installed' : 'side-loaded';
  return { state, receivedBytes: 0, totalBytes: null, error };
}

/** null: there is no such pack at all. */
export async function stateOf(facts: PackFacts, use: UseFacts): Promise<PackState | null> {
  const { entry, installed } = facts;
  const about = installed?.manifest ?? entry;
  if (about === null) return null;
  const { id, title, tasks, unlocks, licence, languages, memoryBytes, speedClass, engine, project } = about;
  const own = [...use.candidates.values()].flat().filter(({ pack }) => pack.manifest.id === id);
  const verdicts = own.flatMap(({ inUse }) => use.verdicts(inUse.key, inUse.model));
  const downloadBytes = entry === null ? 0 : sourceBytes(entry);
  return {
    ...{ id, title, tasks, unlocks, licence, languages, memoryBytes, speedClass, engine, project },
    ...(await progressOf(facts)),
    source: entry?.source.kind ?? 'brought-along',
    downloadBytes: installed === null ? downloadBytes : installedBytes(installed),
    diskBytes: installed === null ? 0 : await bytesBelow(installed.folder),
    revision: installed?.manifest.revision ?? null,
    installedAt: installed?.manifest.installedAt ?? null,
    files: filesOf(facts),
    inUseFor: taskNames.filter((task) => use.candidates.get(task)?.[0]?.pack.manifest.id === id),
    chosenFor: taskNames.filter((task) => use.choices[task] === id),
    speed: speedOf(verdicts),
    verdicts: [...verdicts],
  };
}

const installedBytes = ({ manifest }: InstalledPack): number =>
  manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);

function filesOf({ entry, installed }: PackFacts): PackState['files'] {
  if (installed !== null)
    return installed.manifest.files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  if (entry === null) return [];
  if (entry.source.kind === 'hub')
    return entry.source.files.map(({ pattern }) => ({ path: pattern, bytes: null, sha256: null }));
  return entry.source.files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
}

function speedOf(verdicts: readonly ProviderVerdict[]): PackState['speed'] {
  const used = verdicts.find(({ state, msPerRun }) => state === 'used' && msPerRun !== null);
  const msPerRun = used?.msPerRun ?? null;
  return msPerRun === null ? null : { msPerRun, xRealtime: used?.xRealtime ?? null };
}
