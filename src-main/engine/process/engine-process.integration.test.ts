import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CommandInput, CommandName, CommandResponse } from '../../../src-preload/contract/commands.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { JobState } from '../../../src-preload/contract/events.ts';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import { makeClip } from '../../../tests/support/make-clip.ts';
import { tempDir } from '../../../tests/support/temp-dir.ts';
import type { EngineConnection, EngineProcess } from './engine-connection.ts';
import { engineEntryPath, forkEngineProcess } from './fork-process.ts';
import { createEngineConnection } from './supervisor.ts';

const never = new AbortController().signal;
const open: EngineConnection[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((connection) => connection.close()));
});

/** A connection with real processes, and what it was told. */
function connect(library: string, ifMissing: 'create' | 'refuse' = 'create') {
  const processes: EngineProcess[] = [];
  const connection = createEngineConnection({
    start: (entryPath) => {
      const started = forkEngineProcess(entryPath);
      processes.push(started);
      return started;
    },
    ...{ entryPath: engineEntryPath(), library, command: 'test', ifMissing, workers: null, waitMs: 60_000 },
  });
  open.push(connection);
  const messages: LiveMessage[] = [];
  const listeners = new Set<() => void>();
  connection.subscribe((message) => {
    messages.push(message);
    for (const listener of listeners) listener();
  });
  const until = (what: (message: LiveMessage) => boolean): Promise<LiveMessage> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = messages.find(what);
        if (found === undefined) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
    });
  const ask = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandResponse<N>> => {
    const reply = await connection.call(name, input, never);
    if (reply.ok) return reply.data as CommandResponse<N>;
    throw new AppError(reply.error.code, reply.error.facts);
  };
  const eventsOf = () => messages.flatMap((message) => (message.kind === 'events' ? message.events : []));
  return { connection, processes, messages, until, ask, eventsOf };
}

async function footage(seconds = 2): Promise<{ library: string; folder: string }> {
  const base = await tempDir();
  const folder = join(base, 'footage');
  await mkdir(folder);
  for (const [index, source] of ['testsrc2', 'smptebars'].entries()) {
    await makeClip(folder, `clip-${String(index)}.mp4`, [
      ...['-f', 'lavfi', '-i', `${source}=size=320x180:rate=25:duration=${String(seconds)}`],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    ]);
  }
  return { library: join(base, 'test.rushes'), folder };
}

const isScanEnd = (message: LiveMessage): boolean =>
  message.kind === 'scan' && message.scan.state === 'finished';

function isStageEnd(clipId: string, stage: string, state: JobState) {
  return (message: LiveMessage): boolean =>
    message.kind === 'events' &&
    message.events.some(
      ({ type, data }) =>
        type === 'job-changed' && data.clipId === clipId && data.stage === stage && data.state === state,
    );
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('an engine in a process of its own', () => {
  it('makes a library, takes a folder in and tells of it', async () => {
    const { library, folder } = await footage();
    const engine = connect(library);
    const { scan } = await engine.ask('library.add', { paths: [folder] });
    expect(await engine.until(isScanEnd)).toMatchObject({
      scan: { scan, found: 2, new: 2, failed: 0, unreadable: [], error: null },
    });
    const { clips } = await engine.ask('library.list', {});
    expect(clips.map(({ name }) => name).sort()).toEqual(['clip-0.mp4', 'clip-1.mp4']);
    expect(engine.eventsOf().filter(({ type }) => type === 'clip-added')).toHaveLength(2);
    const [clip] = clips;
    const original = await engine.connection.locate(clip?.id ?? '', 'original', never);
    expect(original).toMatchObject({ path: clip?.path, sizeBytes: clip?.sizeBytes });
    expect(await engine.connection.locate('../../etc', 'original', never)).toBeNull();
    const sequences = engine.eventsOf().map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
  });

  it('comes back when it is killed, and finishes', async () => {
    const { library, folder } = await footage(6);
    const engine = connect(library);
    await engine.ask('library.add', { paths: [folder] });
    await engine.until(isScanEnd);
    engine.processes[0]?.kill();
    await engine.until((message) => message.kind === 'engine' && message.engine.state === 'restarting');
    // Waits for the engine that follows.
    const { clips } = await engine.ask('library.list', {});
    expect(clips).toHaveLength(2);
    expect(engine.processes).toHaveLength(2);
    for (const { id } of clips) {
      await engine.until(isStageEnd(id, 'filmstrip', 'done'));
    }
    const sequences = engine.eventsOf().map(({ sequence }) => sequence);
    // None twice, none missing: they are counted without gaps.
    expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index));
  });

  it('makes a proxy of a clip that is expected to play, once somebody asks for it', async () => {
    const { library, folder } = await footage();
    const engine = connect(library);
    await engine.ask('library.add', { paths: [join(folder, 'clip-0.mp4')] });
    await engine.until(isScanEnd);
    const [clip] = (await engine.ask('library.list', {})).clips;
    const id = clip?.id ?? '';
    await engine.until(isStageEnd(id, 'proxy', 'skipped'));
    const before = await engine.ask('clip.playback', { clip: id });
    expect(before).toMatchObject({
      original: { state: 'present', unplayable: null },
      proxy: { state: 'not-needed' },
    });
    await engine.ask('clip.prepareProxy', { clip: id });
    await engine.until(isStageEnd(id, 'proxy', 'done'));
    const { proxy } = await engine.ask('clip.playback', { clip: id });
    expect(proxy.state).toBe('ready');
    const located = await engine.connection.locate(id, 'proxy', never);
    expect(located).toMatchObject({ mediaType: 'video/mp4', entityTag: proxy.version });
    expect(await engine.ask('clip.prepareProxy', { clip: id })).toEqual({ clipId: id, state: 'ready' });
    // Neither looking again nor another start takes it for due or undue.
    await engine.ask('library.ingest', { paths: [folder] });
    expect((await engine.ask('clip.playback', { clip: id })).proxy).toEqual(proxy);
  });

  it('keeps the limits that somebody set', async () => {
    const { library, folder } = await footage();
    const engine = connect(library);
    const saved = await engine.ask('settings.save', { profile: 'fast', limits: { io: 3 } });
    expect(saved).toMatchObject({ profile: 'fast', limits: { io: 3, cpu: saved.usualLimits.cpu } });
    await engine.connection.close();
    const again = connect(library);
    expect(await again.ask('settings.read', {})).toEqual(saved);
    await again.ask('library.add', { paths: [folder, join(folder, 'missing')] });
    const end = await again.until(isScanEnd);
    expect(end).toMatchObject({ scan: { new: 2, unreadable: [{ path: join(folder, 'missing') }] } });
    const [clip] = (await again.ask('library.list', {})).clips;
    expect((await again.ask('clip.info', { clip: clip?.id ?? '' })).profile).toBe('fast');
    expect(await again.ask('library.stopScan', { scan: 'none' })).toEqual({ state: 'unknown' });
    await again.ask('library.rescan', {});
    await again.until(
      (message) =>
        message.kind === 'scan' && message.scan.state === 'finished' && message.scan.unchanged === 2,
    );
    const replayed = await again.connection.replay(0, never);
    expect(replayed.filter(({ kind }) => kind === 'scan')).toHaveLength(2);
    expect(await again.connection.replay(1_000_000, never)).toContainEqual({ kind: 'reset' });
  });

  it('leaves no process and no lock behind', async () => {
    const { library } = await footage();
    const engine = connect(library);
    await engine.ask('library.list', {});
    const { pid } = engine.processes[0] ?? {};
    expect(isAlive(pid)).toBe(true);
    expect(existsSync(join(library, 'lock'))).toBe(true);
    await engine.connection.close();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(library, 'lock'))).toBe(false);
    expect(engine.connection.state).toEqual({ state: 'stopped', library });
    expect(await engine.connection.call('library.list', {}, never)).toMatchObject({
      ok: false,
      error: { code: 'engine-unavailable' },
    });
  });

  it('says why a library cannot be opened, and goes back to the one before', async () => {
    const { library } = await footage();
    const missing = join(library, '..', 'missing.rushes');
    const refused = connect(missing, 'refuse');
    await refused.until((message) => message.kind === 'engine' && message.engine.state === 'failed');
    expect(refused.connection.state).toMatchObject({ state: 'failed', error: { code: 'library-missing' } });
    const engine = connect(library);
    await engine.ask('library.list', {});
    await expect(engine.connection.open(missing, 'refuse')).rejects.toMatchObject({
      code: 'library-missing',
    });
    expect(engine.connection.state).toEqual({ state: 'running', library });
    expect((await engine.ask('library.list', {})).library).toBe(library);
    await engine.connection.open(missing, 'create');
    expect((await engine.ask('library.list', {})).library).toBe(missing);
    await rm(missing, { recursive: true });
  });
});
