/** The program as people and scripts run it: a process of its own, on a real library. */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CommandName, type CommandResponse, commands } from '../src-preload/contract/commands.ts';
import { AppError } from '../src-preload/contract/errors.ts';
import { openEngineTarget } from '../src-main/engine/command-target.ts';
import { createEdge } from '../src-main/engine/edge.ts';
import { makeClip } from './support/make-clip.ts';
import { tempDir } from './support/temp-dir.ts';

const program = resolve(import.meta.dirname, '../src-main/hosts/cli/main.ts');

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(
  words: readonly string[],
  library: string,
  cwd?: string,
): { child: ChildProcess; ended: Promise<Ended> } {
  const env = { ...process.env, RUSHES_LIBRARY: library, NO_COLOR: '1' };
  const child = spawn(process.execPath, [program, ...words], { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<Ended>((resolveEnd, reject) => {
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (exitCode) => resolveEnd({ exitCode, stdout, stderr }));
  });
  return { child, ended };
}

const rushes = (words: readonly string[], library: string, cwd?: string): Promise<Ended> =>
  start(words, library, cwd).ended;

/** Runs with `--json`, and holds the document to the contract. */
async function answer<N extends CommandName>(
  name: N,
  words: readonly string[],
  library: string,
  exitCode = 0,
): Promise<CommandResponse<N>> {
  const ended = await rushes([...words, '--json'], library);
  expect(ended, ended.stderr).toMatchObject({ exitCode });
  const document: unknown = JSON.parse(ended.stdout);
  expect(commands[name].response.parse(document)).toEqual(document);
  return document as CommandResponse<N>;
}

const ignore = (): void => undefined;

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

describe('a library of sample clips', () => {
  let library: string;
  let started: { ingested: CommandResponse<'library.ingest'>; library: CommandResponse<'library.list'> };
  const sample = (name: string): string => join(library, 'samples', name);
  const infoOf = (clip: string) => answer('clip.info', ['info', clip], library);

  beforeAll(async () => {
    library = join(await tempDir(), 'First look.rushes');
    started = {
      ingested: await ingestSamples(library),
      library: await answer('library.list', ['list'], library),
    };
  }, 180_000);

  it('is made where there is nothing to look at', () => {
    expect(started.ingested.summary).toMatchObject({
      found: 5,
      new: 5,
      unchanged: 0,
      failed: 0,
      stagesReused: 0,
    });
    expect(started.library.clips.map(({ state }) => state)).toEqual(Array<string>(5).fill('ready'));
    expect(started.ingested.clips.every((clip) => !('error' in clip))).toBe(true);
  });

  it('has what the samples are made to show', async () => {
    const cuts = await infoOf(sample('cuts-and-dissolve.mp4'));
    expect(cuts.cuts.filter(({ kind }) => kind === 'cut').map(({ timeSec }) => Math.round(timeSec))).toEqual([
      2, 4,
    ]);
    const light =
      (await readdir(join(library, 'samples'))).find((name) => name.startsWith('bright-and-dark')) ?? '';
    const { exposure, loudness } = await infoOf(sample(light));
    expect(exposure.overexposedPercent).toBeGreaterThan(5);
    expect(exposure.underexposedPercent).toBeGreaterThan(5);
    expect(loudness.silences).toHaveLength(1);
    const portrait = await infoOf(sample('portrait-two-languages.mkv'));
    expect(portrait.audioTracks.map(({ language }) => language)).toEqual(['eng', 'deu']);
    expect(portrait.video).toMatchObject({ displayWidth: 360, displayHeight: 640 });
  });

  it('names a clip by id, by the beginning of its id and by path, from any folder', async () => {
    const { id } = await infoOf(sample('colour-bars.mov'));
    expect((await infoOf(id.slice(0, 8))).id).toBe(id);
    const relative = await rushes(['info', 'colour-bars.mov', '--json'], library, join(library, 'samples'));
    expect(JSON.parse(relative.stdout)).toMatchObject({ id, name: 'colour-bars.mov' });
    const unknown = await rushes(['info', 'nothing-like-it', '--json'], library);
    expect(unknown.exitCode).toBe(2);
    expect(JSON.parse(unknown.stdout)).toMatchObject({ error: { code: 'clip-unknown' } });
  });

  it('does nothing again that is done', async () => {
    const { summary, clips } = await answer('library.ingest', ['ingest', join(library, 'samples')], library);
    expect(summary).toMatchObject({ found: 5, new: 0, unchanged: 5, failed: 0, stagesRun: 0 });
    expect(summary.stagesReused).toBeGreaterThan(50);
    expect(clips.map(({ state }) => state)).toEqual(Array<string>(5).fill('unchanged'));
    const { cache } = await answer('library.stats', ['stats'], library);
    expect(cache.hitRate).toBeGreaterThan(0.4);
  });

  it('runs one stage anew, and keeps the manifest of each run', async () => {
    const { stage, artifacts } = await answer(
      'clip.runStage',
      ['run-stage', 'waveform', sample('colour-bars.mov')],
      library,
    );
    expect(stage).toMatchObject({ name: 'waveform', state: 'done', error: null });
    expect(Object.keys(artifacts)).toEqual(['waveform']);
    const { runs } = await answer('clip.info', ['info', sample('colour-bars.mov'), '--manifest'], library);
    expect(runs?.filter(({ manifest }) => manifest.stage === 'waveform')).toHaveLength(2);
    const bad = await rushes(['run-stage', 'nonsense', sample('colour-bars.mov')], library);
    expect(bad).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('answers every question about itself in the shape of the contract', async () => {
    expect(await answer('library.list', ['list'], library)).toEqual(started.library);
    expect(await answer('library.status', ['status'], library)).toMatchObject({
      holder: null,
      work: 'off',
      clips: 5,
      openClips: 0,
    });
    expect((await answer('events.read', ['monitor'], library)).events.length).toBeGreaterThan(10);
    expect((await answer('stages.list', ['stages'], library)).stages.map(({ name }) => name)).toContain(
      'scenes',
    );
    expect(await answer('failures.list', ['failures'], library)).toMatchObject({ failures: [] });
    expect(await answer('failures.retry', ['failures', '--retry'], library)).toMatchObject({
      retriedStages: 0,
    });
    expect(await answer('library.duplicates', ['duplicates'], library)).toMatchObject({ groups: [] });
    expect((await answer('system.doctor', ['doctor'], library)).healthy).toBe(true);
    const { path } = await answer('library.backup', ['backup'], library);
    expect(await exists(path)).toBe(true);
  });

  it('shows all of that to people, without colours where it is no terminal', async () => {
    for (const words of [
      ['list'],
      ['info', sample('interlaced.ts')],
      ['status'],
      ['monitor'],
      ['stages'],
      ['stats'],
      ['verify'],
    ]) {
      const { exitCode, stdout, stderr } = await rushes(words, library);
      expect({ exitCode, stderr }, words.join(' ')).toEqual({ exitCode: 0, stderr: '' });
      expect(stdout.endsWith('\n')).toBe(true);
      expect(stdout).not.toContain('\u001b');
    }
  });

  it('tells a copy from a clip of its own', async () => {
    const folder = await tempDir();
    await copyFile(sample('colour-bars.mov'), join(folder, 'copy.mov'));
    const { clips } = await answer('library.ingest', ['ingest', folder], library);
    expect(clips).toMatchObject([{ state: 'unchanged' }]);
    const { groups } = await answer('library.duplicates', ['duplicates'], library);
    expect(groups.map(({ paths }) => paths.toSorted())).toEqual([
      [join(folder, 'copy.mov'), sample('colour-bars.mov')].toSorted(),
    ]);
  });

  it('says when a picture of it has been altered', async () => {
    expect(await answer('library.verify', ['verify'], library)).toMatchObject({ sound: true });
    const { id, poster } = await infoOf(sample('cuts-and-dissolve.mp4'));
    const path = join(library, 'clips', id.slice(0, 2), id, poster?.path ?? '');
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(0, 0, 10));
    const { checks } = await answer('library.verify', ['verify'], library, 1);
    expect(checks.filter(({ problemCount }) => problemCount > 0)).toMatchObject([
      { check: 'output-files', problemCount: 1 },
    ]);
  });

  it('does not mind when nobody reads on', async () => {
    const { child, ended } = start(['monitor'], library);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('is followed until one stops it', async () => {
    const { child, ended } = start(['monitor', '--follow', '--json'], library);
    await new Promise((seen) => child.stdout?.once('data', seen));
    child.kill('SIGINT');
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => typeof (JSON.parse(line) as { sequence: unknown }).sequence),
    ).toContain('number');
  });
});

describe('files that are no clips', () => {
  it('fail one by one with a reason, and leave the rest alone', async () => {
    const folder = await tempDir();
    const library = join(folder, 'l.rushes');
    const clips = join(folder, 'clips');
    await mkdir(clips);
    await writeFile(join(clips, 'letter.mp4'), 'Dear all,\n');
    await writeFile(join(clips, 'empty.mov'), '');
    await makeClip(clips, 'tone.mp4', ['-f', 'lavfi', '-i', 'sine=duration=1']);
    await makeClip(clips, 'fine é "1".mp4', [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=160x90:duration=1',
      '-c:v',
      'mpeg4',
    ]);
    const words = ['ingest', clips, '--profile', 'fast'];

    const first = await answer('library.ingest', words, library, 4);
    expect(first.summary).toMatchObject({ found: 4, new: 1, unchanged: 0, failed: 3 });
    const codes = Object.fromEntries(
      first.clips.map(({ path, error }) => [path.slice(clips.length + 1), error?.code ?? null]),
    );
    expect(codes).toEqual({
      'letter.mp4': expect.stringMatching(/^(media-unreadable|input-refused|no-video)$/) as string,
      'empty.mov': 'file-empty',
      'tone.mp4': 'no-video',
      'fine é "1".mp4': null,
    });

    const again = await answer('library.ingest', words, library, 4);
    expect(again.summary).toMatchObject({ new: 0, unchanged: 1, failed: 3, stagesRun: 0 });
    const refused = await rushes(['info', join(clips, 'empty.mov'), '--json'], library);
    expect(refused.exitCode).toBe(4);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'file-empty' } });
    expect((await answer('failures.list', ['failures'], library)).failures).toHaveLength(3);

    await makeClip(clips, 'empty.mov', [
      '-f',
      'lavfi',
      '-i',
      'testsrc=size=160x90:duration=1',
      '-c:v',
      'mpeg4',
    ]);
    const retried = await answer('failures.retry', ['failures', '--retry'], library, 4);
    expect(retried.failures.map(({ path }) => path).toSorted()).toEqual([
      join(clips, 'letter.mp4'),
      join(clips, 'tone.mp4'),
    ]);
  });
});

describe('without a library', () => {
  it('says so, and a dry run makes none', async () => {
    const folder = await tempDir();
    const library = join(folder, 'none.rushes');
    await makeClip(folder, 'a.mp4', [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=160x90:duration=1',
      '-c:v',
      'mpeg4',
    ]);
    const missing = await rushes(['list'], library);
    expect(missing).toMatchObject({ exitCode: 1, stdout: '' });
    expect(missing.stderr).toContain(library);
    const preview = await answer('library.preview', ['ingest', folder, '--dry-run'], library);
    expect(preview.clips).toEqual([{ id: null, path: join(folder, 'a.mp4'), state: 'new' }]);
    expect((await answer('system.doctor', ['doctor'], library)).checks.map(({ name }) => name)).toContain(
      'ffmpeg',
    );
    expect(await exists(library)).toBe(false);
  });
});

describe('two at once', () => {
  it('lets one write and others read, and ends in order when it is told to', async () => {
    const folder = await tempDir();
    const library = join(folder, 'l.rushes');
    const source = [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=640x360:rate=25:duration=150',
      '-c:v',
      'mpeg4',
      '-q:v',
      '12',
    ];
    const clip = await makeClip(folder, 'long.mp4', source);
    const writer = start(['ingest', clip, '--json'], library);
    await untilRunning(library);

    const other = await rushes(['ingest', clip, '--json'], library);
    expect(other.exitCode).toBe(1);
    expect(JSON.parse(other.stdout)).toMatchObject({
      error: { code: 'library-locked', facts: { process: writer.child.pid } },
    });
    const status = await answer('library.status', ['status'], library);
    expect(status).toMatchObject({ holder: { pid: writer.child.pid }, work: 'running' });
    expect((await answer('library.list', ['list'], library)).clips).toMatchObject([
      { name: 'long.mp4', state: 'working' },
    ]);

    writer.child.kill('SIGINT');
    const stopped = await writer.ended;
    expect(stopped.exitCode).toBe(1);
    expect(JSON.parse(stopped.stdout)).toMatchObject({ error: { code: 'cancelled' } });
    const after = await answer('library.status', ['status'], library);
    expect(after).toMatchObject({ holder: null, running: [] });
    expect(after.jobs.waiting).toBeGreaterThan(0);
    expect(await answer('library.verify', ['verify'], library)).toMatchObject({ sound: true });
  }, 180_000);
});

/** What a window does for "Try with sample clips": no command of the command line makes them. */
async function ingestSamples(library: string): Promise<CommandResponse<'library.ingest'>> {
  const { signal } = new AbortController();
  const silent = { onFiles: ignore, onStage: ignore, onEvent: ignore, onScan: ignore };
  const engine = await openEngineTarget({ libraryPath: library, command: 'test', workers: null }, silent);
  try {
    const edge = createEdge(engine);
    const made = await edge.ask('library.makeSamples', {}, signal);
    const reply = await edge.ask('library.ingest', { paths: made.ok ? made.data.paths : [] }, signal);
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.facts);
    return reply.data;
  } finally {
    await engine.close();
  }
}

async function untilRunning(library: string): Promise<void> {
  for (;;) {
    const { exitCode, stdout } = await rushes(['status', '--json'], library);
    const { running } =
      exitCode === 0 ? commands['library.status'].response.parse(JSON.parse(stdout)) : { running: [] };
    if (running.length > 0) return;
    await sleep(100);
  }
}
