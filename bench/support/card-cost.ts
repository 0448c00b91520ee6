/** What keeping the cards true costs an ingest: the same rows written with the triggers and without them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, openDatabase } from '../../src-main/db/connection.ts';
import { EventLog } from '../../src-main/db/event-log.ts';
import { ClipsRepository } from '../../src-main/db/repositories/clips.repository.ts';
import { FilesRepository } from '../../src-main/db/repositories/files.repository.ts';
import { JobsRepository } from '../../src-main/db/repositories/jobs.repository.ts';
import { VolumesRepository } from '../../src-main/db/repositories/volumes.repository.ts';
import { createRegistry, loadStages } from '../../src-main/pipeline/registry.ts';
import { systemClock } from '../../src-main/platform/clock.ts';
import {
  type LargeClip,
  largeLibraryClip,
  largeLibraryProbe,
} from '../../tests/support/large-library-clips.ts';

export interface IngestCost {
  /** Processor time of this process, user and system, by clip. */
  readonly cpuMsPerClip: number;
  readonly wallMsPerClip: number;
}

/** Clips and plans are stored some at a time, as an ingest does; each start and each end of a job on its own. */
const batch = 64;

/** Registers clips, plans a job for each stage, and takes each job from waiting over running to done. */
export async function ingestCost(clips: number, cards: 'kept' | 'left'): Promise<IngestCost> {
  const folder = await mkdtemp(join(tmpdir(), 'rushes-bench-'));
  const connection = await openDatabase({
    ...{ path: join(folder, 'library.sqlite'), access: 'write', backupsPath: folder },
  });
  try {
    if (cards === 'left') dropTriggers(connection);
    const stages = createRegistry(await loadStages()).stages.map(({ name }) => name);
    const made = Array.from({ length: clips }, (_, index) => largeLibraryClip(index));
    const beganMs = performance.now();
    const cpu = process.cpuUsage();
    writeIngest(connection, made, stages);
    const { user, system } = process.cpuUsage(cpu);
    const wallMs = performance.now() - beganMs;
    return { cpuMsPerClip: (user + system) / 1000 / clips, wallMsPerClip: wallMs / clips };
  } finally {
    connection.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function dropTriggers(connection: Connection): void {
  const names = connection
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'cards!_%' ESCAPE '!'`)
    .pluck()
    .all();
  for (const name of names as string[]) connection.exec(`DROP TRIGGER "${name}"`);
}

function writeIngest(connection: Connection, clips: readonly LargeClip[], stages: readonly string[]): void {
  const jobs = new JobsRepository(connection);
  const log = new EventLog(connection, systemClock);
  const register = registrar(connection);
  for (let start = 0; start < clips.length; start += batch) {
    const some = clips.slice(start, start + batch);
    log.transaction(() => {
      for (const clip of some) register(clip);
    });
    log.transaction(() => {
      for (const [index, { id }] of some.entries()) {
        for (const stage of stages) jobs.insert(id, start + index + 1, 0, { ...plannedJob, stage });
      }
    });
  }
  const settle = settler(connection, jobs, log);
  for (const clip of clips) for (const stage of stages) settle(clip, stage);
}

const plannedJob = {
  ...({ queue: 'cpu', tier: 2, state: 'waiting', ready: true } as const),
  ...{ runKey: 'bench', reason: null, blockedBy: null },
};

function registrar(connection: Connection): (clip: LargeClip) => void {
  const clips = new ClipsRepository(connection);
  const files = new FilesRepository(connection);
  const disk = { identity: 'bench', kind: 'local', label: null, mountPath: Buffer.from('/') } as const;
  const volumeId = new VolumesRepository(connection).put({ ...disk, lastSeenMs: 0 });
  return ({ id, folder, fileName, sizeBytes }) => {
    clips.add({ id, quickIdentity: id, contentHash: null, sizeBytes, profile: 'default', nowMs: 0 });
    const relativePath = Buffer.from(`${folder}/${fileName}`);
    const place = { clipId: id, volumeId, relativePath, name: fileName, inode: id };
    files.put({ ...place, sizeBytes, modifiedNs: '1', state: 'present', error: null, nowMs: 0 });
  };
}

function settler(
  connection: Connection,
  jobs: JobsRepository,
  log: EventLog,
): (clip: LargeClip, stage: string) => void {
  const addRun = connection.prepare(`INSERT INTO runs VALUES (?, ?, ?, 1, 'bench', 'done', 1, 2, ?, '')`);
  const remove = connection.prepare('DELETE FROM artifacts WHERE clip_id = ? AND stage = ?');
  const add = connection.prepare('INSERT INTO artifacts VALUES (?, ?, ?, ?, ?, 1)');
  const manifest = JSON.stringify({ text: 'x'.repeat(1000) });
  const told = { attempt: 1, durationSec: 1, reason: null, error: null };
  return (clip, stage) => {
    const clipId = clip.id;
    log.transaction(() => {
      jobs.markRunning(clipId, stage, 1);
      log.add('job-changed', { clipId, stage, state: 'running', ...told });
    });
    log.transaction(() => {
      addRun.run(`${clipId} ${stage}`, clipId, stage, manifest);
      remove.run(clipId, stage);
      add.run(clipId, stage, stage, `${clipId} ${stage}`, JSON.stringify(findings(clip, stage)));
      jobs.markSettled(clipId, stage, { state: 'done', reason: null, error: null, nowMs: 2 });
      log.add('artifact-stored', { clipId, stage, artifact: stage });
      log.add('job-changed', { clipId, stage, state: 'done', ...told });
    });
  };
}

/** About as much as the stage really writes. */
function findings(clip: LargeClip, stage: string): unknown {
  if (stage === 'probe') return largeLibraryProbe(clip);
  if (stage === 'probe-detail') return { durationSec: clip.durationSec, hdr: { format: clip.hdr } };
  if (stage !== 'exif') return { text: 'x'.repeat(1000) };
  const all = Array.from({ length: 120 }, (_, index) => [`Tag${String(index)}`, index * 1.5]);
  return { ...clip.camera, taken: clip.taken, all: { QuickTime: Object.fromEntries(all) as unknown } };
}
