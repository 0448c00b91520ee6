/** What the pipeline has to know of clips: their plan, their crashes, and where their content is now. */
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { ArtifactName } from '../../src-preload/contract/artifacts.ts';
import { artifactSchemas } from '../../src-preload/contract/artifacts.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { Connection } from '../db/connection.ts';
import { ImportsRepository } from '../db/repositories/imports.repository.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.repository.ts';
import type { ClipParams } from '../pipeline/clip-settings.ts';
import type { ClipDirectory, PipelineClip } from '../pipeline/job-store-parts.ts';
import type { ClipFile } from '../pipeline/stage-run.ts';
import { fsPath } from '../platform/paths.ts';
import { fileError } from './file-errors.ts';
import type { MountedVolumes, VolumeSource } from './volumes.ts';

interface Place {
  readonly identity: string;
  readonly relativePath: Uint8Array;
  readonly sizeBytes: number;
  readonly modifiedNs: string;
}

const storedParams = z.record(z.string(), z.record(z.string(), z.unknown()));

function paramsKey(clipId: string): string {
  return `clip-params:${clipId}`;
}

export class LibraryClipDirectory implements ClipDirectory {
  readonly #connection: Connection;
  readonly #volumes: VolumeSource;
  readonly #find;
  readonly #places;
  readonly #setProfile;
  readonly #setPlanKey;
  readonly #addCrash;
  readonly #setQuarantined;
  readonly #setContentHash;
  readonly #behind;
  readonly #imports: ImportsRepository;
  #mounted: MountedVolumes;

  private constructor(connection: Connection, volumes: VolumeSource, mounted: MountedVolumes) {
    this.#connection = connection;
    this.#volumes = volumes;
    this.#mounted = mounted;
    this.#find = connection.prepare(
      'SELECT id, sequence, profile, plan_key AS planKey, quarantined_ms AS quarantinedMs FROM clips WHERE id = ?',
    );
    this.#behind = connection.prepare(
      `SELECT id, sequence, profile, plan_key AS planKey, quarantined_ms AS quarantinedMs FROM clips
       WHERE sequence > ? ORDER BY sequence LIMIT ?`,
    );
    this.#imports = new ImportsRepository(connection);
    this.#places = connection.prepare(
      `SELECT volumes.identity, files.relative_path AS relativePath, files.size_bytes AS sizeBytes,
         files.modified_ns AS modifiedNs
       FROM files JOIN volumes ON volumes.id = files.volume_id
       WHERE files.clip_id = ? AND files.state = 'present' ORDER BY files.id`,
    );
    this.#setProfile = connection.prepare('UPDATE clips SET profile = ? WHERE id = ?');
    this.#setPlanKey = connection.prepare('UPDATE clips SET plan_key = ? WHERE id = ?');
    this.#addCrash = connection.prepare(
      'UPDATE clips SET crash_count = crash_count + 1 WHERE id = ? RETURNING crash_count',
    );
    this.#setQuarantined = connection.prepare(
      'UPDATE clips SET quarantined_ms = @atMs, crash_count = CASE WHEN @atMs IS NULL THEN 0 ELSE crash_count END WHERE id = @id',
    );
    this.#setContentHash = connection.prepare('UPDATE OR IGNORE clips SET content_hash = ? WHERE id = ?');
  }

  static async open(connection: Connection, volumes: VolumeSource): Promise<LibraryClipDirectory> {
    return new LibraryClipDirectory(connection, volumes, await volumes.read());
  }

  /** Looks anew at which disks are there. */
  async refreshVolumes(): Promise<void> {
    this.#mounted = await this.#volumes.read();
  }

  find(clipId: string): PipelineClip | null {
    return (this.#find.get(clipId) as PipelineClip | undefined) ?? null;
  }

  isReachable(clipId: string): boolean {
    return this.#placesOf(clipId).some((place) => this.#pathOf(place) !== null);
  }

  /**
   * A file that holds the clip's content, looked at now.
   *
   * @throws AppError file-missing, file-changing (it is not as it was when it was identified), permission-denied, io-error
   */
  async locate(clipId: string): Promise<ClipFile> {
    let failure = new AppError('file-missing', { clip: clipId });
    for (const place of this.#placesOf(clipId)) {
      const path = this.#pathOf(place);
      if (path === null) continue;
      const found = await lookAt(path, place);
      if (!(found instanceof AppError)) return found;
      failure = found;
    }
    throw failure;
  }

  setProfile(clipId: string, profile: string): void {
    this.#setProfile.run(profile, clipId);
  }

  paramsOf(clipId: string): ClipParams {
    return storedParams.safeParse(readSetting(this.#connection, paramsKey(clipId))).data ?? {};
  }

  setParams(clipId: string, stage: string, params: ClipParams[string]): void {
    const all = { ...this.paramsOf(clipId), [stage]: params };
    writeSetting(this.#connection, paramsKey(clipId), all);
  }

  importsOf(clipId: string): ReadonlyMap<string, string> {
    return new Map(this.#imports.ofClip(clipId).map(({ stage, sha256 }) => [stage, sha256]));
  }

  behind(sequence: number, limit: number): readonly PipelineClip[] {
    return this.#behind.all(sequence, limit) as PipelineClip[];
  }

  setPlanKey(clipId: string, planKey: string | null): void {
    this.#setPlanKey.run(planKey, clipId);
  }

  addCrash(clipId: string): number {
    return Number(this.#addCrash.pluck().get(clipId) ?? 0);
  }

  setQuarantined(clipId: string, atMs: number | null): void {
    this.#setQuarantined.run({ atMs, id: clipId });
  }

  onArtifact(clipId: string, name: ArtifactName, data: unknown): void {
    if (name === 'identity') this.#setContentHash.run(artifactSchemas.identity.parse(data).sha256, clipId);
  }

  #placesOf(clipId: string): Place[] {
    return this.#places.all(clipId) as Place[];
  }

  #pathOf(place: Place): string | null {
    return this.#mounted.pathOf(place.identity, place.relativePath);
  }
}

async function lookAt(path: string, place: Place): Promise<ClipFile | AppError> {
  try {
    const found = await stat(fsPath(path), { bigint: true });
    const modifiedNs = String(found.mtimeNs);
    if (Number(found.size) !== place.sizeBytes || modifiedNs !== place.modifiedNs) {
      return new AppError('file-changing', { file: path, detail: 'it is not as it was when it was found' });
    }
    return { path, sizeBytes: place.sizeBytes, modifiedNs };
  } catch (error) {
    return fileError(error, path);
  }
}
