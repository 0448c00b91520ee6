import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type FilledLibrary, filledLibrary } from '../../tests/support/library-database.ts';
import { madeProbe } from '../../tests/support/made-probe.ts';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { clipFolder } from '../pipeline/output-store.ts';
import { type PlaybackDeps, prepareProxy, proxyState, readPlayback } from './playback.ts';
import { MountedVolumes } from './volumes.ts';

const clipId = '0123456789abcdef0123';
const request = { clip: clipId, relativeTo: null };
const sha = 'cd'.repeat(32);
const playable = madeProbe();
const hevc = madeProbe({ video: { codec: 'hevc', codecTag: 'hvc1', profile: 'Main', level: 93 } });
const mounted = new MountedVolumes([{ identity: 'uuid:1', kind: 'local', label: null, mountPath: '/' }]);

let library: FilledLibrary;
let deps: PlaybackDeps;

beforeEach(async () => {
  library = await filledLibrary();
  library.addClip(clipId);
  deps = { ...library.view, volumes: { read: () => Promise.resolve(mounted) } };
});

function addProxy(): void {
  const path = 'proxy/abc/proxy.mp4';
  const file = join(clipFolder(library.view.libraryPath, clipId), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, 'proxy');
  library.addArtifact(clipId, 'proxy', {
    ...{ path, sizeBytes: 5, sha256: sha, mediaType: 'video/mp4', width: 2, height: 2, durationSec: 1 },
    ...{ videoEncoder: 'libx264', hasAudio: false, reason: 'HEVC video' },
  });
}

describe('what a player can be given', () => {
  it('is the original, with the words to ask it by', async () => {
    const path = join(await tempDir(), 'a.mp4');
    writeFileSync(path, 'clip');
    library.addFile(clipId, path);
    library.connection.prepare('UPDATE files SET size_bytes = ?').run(statSync(path).size);
    library.addArtifact(clipId, 'probe', playable);
    library.addJob(clipId, 'proxy', 'skipped');
    expect(await readPlayback(request, deps)).toEqual({
      clipId,
      original: {
        ...{ state: 'present', mediaType: 'video/mp4', codecs: 'avc1.640028, mp4a.40.2', unplayable: null },
      },
      proxy: { state: 'not-needed', version: null, fraction: null, error: null },
    });
  });

  it('is told before anything is known of the clip', async () => {
    library.addJob(clipId, 'proxy', 'waiting');
    expect(await readPlayback(request, deps)).toMatchObject({
      original: { state: 'offline', mediaType: null, codecs: null, unplayable: null },
      proxy: { state: 'waiting' },
    });
  });

  it('is a proxy, or how far it is', async () => {
    library.addArtifact(clipId, 'probe', hevc);
    library.addJob(clipId, 'proxy', 'running', { progress: 0.4 });
    expect(await readPlayback(request, deps)).toMatchObject({
      original: { mediaType: 'video/mp4', codecs: 'hvc1.1.6.L93.B0, mp4a.40.2', unplayable: 'HEVC video' },
      proxy: { state: 'making', version: null, fraction: 0.4 },
    });
    addProxy();
    expect((await readPlayback(request, deps)).proxy).toEqual({
      ...{ state: 'ready', version: sha, fraction: null, error: null },
    });
  });

  it('says why there is no proxy', async () => {
    library.addArtifact(clipId, 'probe', hevc);
    library.addJob(clipId, 'proxy', 'failed', { error: 'disk-full' });
    expect((await readPlayback(request, deps)).proxy).toMatchObject({
      ...{ state: 'failed', error: { code: 'disk-full' } },
    });
  });

  it('is of a clip that the library knows', async () => {
    await expect(readPlayback({ clip: 'nobody', relativeTo: null }, deps)).rejects.toMatchObject({
      code: 'clip-unknown',
    });
  });
});

it.each([
  ['not-needed', null, playable],
  ['not-needed', 'skipped', playable],
  ['missing', null, hevc],
  ['missing', null, null],
  ['missing', 'blocked', hevc],
  ['missing', 'done', hevc],
] as const)('a proxy is %s with a job that is %s', (expected, state, probe) => {
  expect(proxyState(false, state === null ? null : { state }, probe)).toBe(expected);
});

describe('making a proxy now', () => {
  function setUp() {
    const asked: unknown[] = [];
    const pipeline = {
      demand: (...given: unknown[]) => void asked.push(['demand', ...given]),
      runAgain: (...given: unknown[]) => void asked.push(['runAgain', ...given]),
    };
    return { asked, prepare: () => prepareProxy(request, { ...library.view, pipeline }) };
  }

  it('asks for nothing where it is there', async () => {
    library.addArtifact(clipId, 'probe', hevc);
    addProxy();
    const { asked, prepare } = setUp();
    expect(await prepare()).toEqual({ clipId, state: 'ready' });
    expect(asked).toEqual([]);
  });

  it('makes one of a clip that is expected to play, too', async () => {
    library.addArtifact(clipId, 'probe', playable);
    const { asked, prepare } = setUp();
    await prepare();
    expect(asked).toEqual([['demand', clipId, 'proxy', { make: 'always' }]]);
  });

  it('goes on with one that is being made', async () => {
    library.addArtifact(clipId, 'probe', hevc);
    library.addJob(clipId, 'proxy', 'running');
    const { asked, prepare } = setUp();
    expect(await prepare()).toEqual({ clipId, state: 'making' });
    expect(asked).toEqual([['demand', clipId, 'proxy', null]]);
  });

  it.each(['failed', 'done'] as const)('makes one again that is %s and not there', async (state) => {
    library.addArtifact(clipId, 'probe', hevc);
    library.addJob(clipId, 'proxy', state);
    const { asked, prepare } = setUp();
    await prepare();
    expect(asked).toEqual([
      ['demand', clipId, 'proxy', null],
      ['runAgain', clipId, 'proxy'],
    ]);
  });
});
