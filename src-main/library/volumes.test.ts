import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { pathFromBytes } from '../platform/paths.ts';
import { createVolumeSource } from './volume-source.ts';
import { isWithin, joinPlace, MountedVolumes, placeBelow, type Volume } from './volumes.ts';

const volume = (identity: string, mountPath: string): Volume => ({
  identity,
  kind: 'local',
  label: null,
  mountPath,
});

describe('MountedVolumes', () => {
  const mounted = new MountedVolumes([
    volume('system', '/'),
    volume('old', '/mnt/card'),
    volume('data', '/mnt/data'),
    volume('card', '/mnt/card'),
    volume('data', '/srv/data'),
  ]);

  it('finds the innermost volume of a path, the later one where two share a mount point', () => {
    expect(mounted.locate('/mnt/card/DCIM/a.mp4').identity).toBe('card');
    expect(mounted.locate('/mnt/card').identity).toBe('card');
    expect(mounted.locate('/mnt/cards/a.mp4').identity).toBe('system');
    expect(mounted.find('old')).toBeNull();
  });

  it('composes paths of places on volumes that are there', () => {
    expect(mounted.pathOf('card', Buffer.from('DCIM/a.mp4'))).toBe('/mnt/card/DCIM/a.mp4');
    expect(mounted.pathOf('data', Buffer.from('a.mp4'))).toBe('/mnt/data/a.mp4');
    expect(mounted.pathOf('system', Buffer.from('home/a.mp4'))).toBe('/home/a.mp4');
    expect(mounted.pathOf('gone', Buffer.from('a.mp4'))).toBeNull();
  });

  it('gives no path that another volume covers', () => {
    expect(mounted.pathOf('system', Buffer.from('mnt/card/a.mp4'))).toBeNull();
  });

  it('has an answer for a path on nothing that is known', () => {
    expect(new MountedVolumes([]).locate('/x/y')).toMatchObject({ mountPath: '/', kind: 'virtual' });
  });
});

describe('places', () => {
  it('go from a path to bytes below the mount point, and back, whatever the name', () => {
    const odd = pathFromBytes(Buffer.from([0x61, 0xff, 0x62]));
    for (const mountPath of ['/', '/mnt/data']) {
      const path = `${mountPath === '/' ? '' : mountPath}/x ${odd}/🎬\n.mp4`;
      expect(joinPlace(mountPath, placeBelow(mountPath, path))).toBe(path);
    }
    expect(placeBelow('/', '/a').toString()).toBe('a');
    expect(placeBelow('/mnt', '/mnt')).toHaveLength(0);
    expect(joinPlace('/mnt', new Uint8Array())).toBe('/mnt');
  });

  it('are within a folder by whole names', () => {
    expect(isWithin('/a/b', '/a')).toBe(true);
    expect(isWithin('/a', '/a')).toBe(true);
    expect(isWithin('/ab', '/a')).toBe(false);
    expect(isWithin('/a', '/')).toBe(true);
  });
});

describe('createVolumeSource', () => {
  it('knows the volume of the temporary folder on this machine, and knows it again', async () => {
    const source = createVolumeSource(process.platform);
    const folder = realpathSync(tmpdir());
    const first = (await source.read()).locate(folder);
    const second = (await source.read()).locate(folder);
    expect(first.identity).not.toMatch(/unknown/);
    expect(isWithin(folder, first.mountPath)).toBe(true);
    expect(second).toEqual(first);
  });
});
