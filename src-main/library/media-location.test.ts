import { mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { madeProbe } from '../../tests/support/made-probe.ts';
import { type FilledLibrary, filledLibrary } from '../../tests/support/library-database.ts';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { clipFolder } from '../pipeline/output-store.ts';
import { type LocationDeps, locateMedia } from './media-location.ts';
import { MountedVolumes } from './volumes.ts';

const sha = 'ab'.repeat(32);
const clipId = '0123456789abcdef0123';
let library: FilledLibrary;
let folder: string;
let deps: LocationDeps;
const mounted = new MountedVolumes([{ identity: 'uuid:1', kind: 'local', label: null, mountPath: '/' }]);

beforeEach(async () => {
  library = await filledLibrary();
  folder = await tempDir();
  deps = { ...library.view, volumes: { read: () => Promise.resolve(mounted) } };
});

/** A file of the clip that is as the library has it. */
function addFile(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, name);
  library.addFile(clipId, path);
  const { size, mtimeNs } = statSync(path, { bigint: true });
  library.connection
    .prepare('UPDATE files SET size_bytes = ?, modified_ns = ? WHERE name = ?')
    .run(size, String(mtimeNs), name);
  return path;
}

describe('the original', () => {
  it('is a file that is there, tagged by its content', async () => {
    library.addClip(clipId, { contentHash: sha });
    const gone = addFile('gone.mov');
    rmSync(gone);
    const path = addFile('kept.mov');
    expect(await locateMedia(clipId, 'original', deps)).toEqual({
      ...{ path, sizeBytes: 8, mediaType: 'video/quicktime', entityTag: sha },
    });
    library.addArtifact(clipId, 'probe', madeProbe({ containerName: 'QuickTime' }));
    expect((await locateMedia(clipId, 'original', deps))?.mediaType).toBe('video/mp4');
  });

  it('is rather one that has not changed; one that has is tagged by its size and time', async () => {
    library.addClip(clipId, { contentHash: sha });
    const changed = addFile('changed.mp4');
    utimesSync(changed, 1, 1);
    expect(await locateMedia(clipId, 'original', deps)).toMatchObject({
      ...{ path: changed, entityTag: '11-1000000000' },
    });
    const same = addFile('same.mp4');
    expect(await locateMedia(clipId, 'original', deps)).toMatchObject({ path: same, entityTag: sha });
  });

  it('is tagged by its size and time as long as its content has not been hashed', async () => {
    library.addClip(clipId);
    const path = addFile('fresh.webm');
    utimesSync(path, 2, 2);
    library.connection.prepare('UPDATE files SET modified_ns = ?').run('2000000000');
    expect(await locateMedia(clipId, 'original', deps)).toMatchObject({
      ...{ mediaType: 'video/webm', entityTag: '10-2000000000' },
    });
  });

  it('is nowhere when its disk is away, or when a folder stands in its place', async () => {
    library.addClip(clipId);
    const path = addFile('clip.mp4');
    const away = { ...deps, volumes: { read: () => Promise.resolve(new MountedVolumes([])) } };
    expect(await locateMedia(clipId, 'original', away)).toBeNull();
    rmSync(path);
    mkdirSync(path);
    expect(await locateMedia(clipId, 'original', deps)).toBeNull();
  });
});

describe('what stages made', () => {
  const picture = { sizeBytes: 6, sha256: sha, mediaType: 'image/jpeg', width: 1, height: 1 };
  const posterAt = (path: string): void => {
    library.addArtifact(clipId, 'poster', {
      ...picture,
      path,
      timeSec: 0,
      toneMapped: false,
      candidates: [],
    });
  };
  const place = (name: string): string => {
    const path = join(clipFolder(library.view.libraryPath, clipId), name);
    mkdirSync(join(path, '..'), { recursive: true });
    return path;
  };

  beforeEach(() => {
    library.addClip(clipId, { contentHash: sha });
  });

  it('is in the folder of the clip, tagged by its hash', async () => {
    writeFileSync(place('poster/abc/poster.jpg'), 'poster');
    posterAt('poster/abc/poster.jpg');
    expect(await locateMedia(clipId, 'poster', deps)).toEqual({
      ...{ path: place('poster/abc/poster.jpg'), sizeBytes: 6, mediaType: 'image/jpeg', entityTag: sha },
    });
    expect(await locateMedia(clipId, 'filmstrip', deps)).toBeNull();
  });

  it('is not what is gone', async () => {
    place('poster/abc/poster.jpg');
    posterAt('poster/abc/poster.jpg');
    expect(await locateMedia(clipId, 'poster', deps)).toBeNull();
  });

  it.each([
    '../../../library.sqlite',
    '/etc/hostname',
    '..',
    '.',
    'poster/../../../../library.sqlite',
    'a\0b',
  ])('is nothing outside of it: %j', async (path) => {
    writeFileSync(place('poster.jpg'), 'poster');
    posterAt(path);
    expect(await locateMedia(clipId, 'poster', deps)).toBeNull();
  });

  it('is nothing that a link leads out to', async () => {
    const outside = join(folder, 'outside.jpg');
    writeFileSync(outside, 'poster');
    symlinkSync(outside, place('poster.jpg'));
    posterAt('poster.jpg');
    expect(await locateMedia(clipId, 'poster', deps)).toBeNull();
  });
});

it.each(['', '../..', '%2e%2e', 'a/b', 'x'.repeat(65), 'not-a-clip'])('knows no clip %j', async (id) => {
  expect(await locateMedia(id, 'original', deps)).toBeNull();
  expect(await locateMedia(id, 'poster', deps)).toBeNull();
});
