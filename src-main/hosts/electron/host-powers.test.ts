import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../src-preload/contract/bridge.ts';
import { runApplication, runPreload } from '../../../tests/support/electron-stand-in/run-application.ts';
import type { MediaLocation } from '../../engine/process/protocol.ts';
import { isMapAddress } from './host-powers.ts';

const file = (path: string): MediaLocation => ({
  path,
  sizeBytes: 1,
  mediaType: 'video/mp4',
  entityTag: 'x',
});

const undecodable = '/clips/caf\udce9.mp4';
const media = {
  'clip1/original': file('/clips/one.mp4'),
  'clip2/original': file('/clips/two.mp4'),
  'clip1/poster': file('/lib/one/poster.jpg'),
  'clip3/original': file('/clips/three.mp4'),
  'clip3/poster': file('/lib/missing/poster.jpg'),
  'clip4/original': file(undecodable),
};

async function started() {
  const { standIn } = await runApplication({ script: { media } });
  const bridge = (await runPreload(standIn)) as Bridge;
  return { standIn, ask: (name: string, request: unknown) => bridge.call(name, request).reply };
}

describe('what Electron can do that a browser can not', () => {
  it('is told to the window', async () => {
    const { ask } = await started();
    await expect(ask('host.facts', {})).resolves.toMatchObject({
      ok: true,
      data: {
        host: 'electron',
        abilities: { reveal: true, droppedPaths: true, dragOut: true, folderDialog: true, uploads: null },
      },
    });
  });

  it('shows a file in the file manager, or its folder where its name is no text', async () => {
    const { standIn, ask } = await started();
    await ask('host.reveal', { clipId: 'clip1' });
    await ask('host.reveal', { clipId: 'clip4' });
    expect(standIn.shellCalls).toEqual([
      { what: 'reveal', path: '/clips/one.mp4' },
      { what: 'open', path: '/clips' },
    ]);
    await expect(ask('host.reveal', { clipId: 'nobody' })).resolves.toMatchObject({
      error: { code: 'file-missing' },
    });
  });

  it('lets a person choose folders', async () => {
    const { standIn, ask } = await started();
    standIn.chosenFolders = ['/a', '/b'];
    await expect(ask('host.chooseFolders', { purpose: 'add' })).resolves.toMatchObject({
      data: { paths: ['/a', '/b'] },
    });
    standIn.chosenFolders = [];
    await expect(ask('host.chooseFolders', { purpose: 'library' })).resolves.toMatchObject({
      data: { paths: [] },
    });
    expect(standIn.dialogs.map(({ options }) => options)).toEqual([
      { properties: ['openDirectory', 'multiSelections'] },
      { properties: ['openDirectory', 'createDirectory'] },
    ]);
  });

  it('drags several clips out under the poster of the first', async () => {
    const { standIn, ask } = await started();
    await expect(ask('host.dragOut', { clipIds: ['clip1', 'clip2'] })).resolves.toMatchObject({ ok: true });
    const [drag] = standIn.window.webContents.drags;
    expect(drag).toMatchObject({ file: '/clips/one.mp4', files: ['/clips/one.mp4', '/clips/two.mp4'] });
    expect(drag?.icon).toMatchObject({ from: '/lib/one/poster.jpg', height: 96 });
  });

  it('drags with a plain picture where there is no poster, since it can not without', async () => {
    const { standIn, ask } = await started();
    await ask('host.dragOut', { clipIds: ['clip2'] });
    await ask('host.dragOut', { clipIds: ['clip3'] });
    expect(standIn.window.webContents.drags.map(({ icon }) => icon)).toMatchObject([
      { from: 'bitmap', width: 171, height: 96 },
      { from: 'bitmap', width: 171, height: 96 },
    ]);
    const [{ icon } = { icon: null }] = standIn.window.webContents.drags;
    expect((icon as { bytes: Uint8Array }).bytes).toHaveLength(171 * 96 * 4);
  });

  it('says so where nothing of it can be dragged', async () => {
    const { standIn, ask } = await started();
    await expect(ask('host.dragOut', { clipIds: ['clip4'] })).resolves.toMatchObject({
      ok: false,
      error: { code: 'not-offered' },
    });
    expect(standIn.window.webContents.drags).toEqual([]);
  });
});

describe('isMapAddress', () => {
  it.each([
    'https://www.openstreetmap.org/?mlat=1.000000&mlon=2.000000#map=15/1.000000/2.000000',
    'https://www.openstreetmap.org/',
  ])('takes %s', (address) => {
    expect(isMapAddress(address)).toBe(true);
  });

  it.each([
    'http://www.openstreetmap.org/?mlat=1',
    'https://openstreetmap.org.evil.net/',
    'https://www.openstreetmap.org@evil.net/',
    'https://user:word@www.openstreetmap.org/',
    'https://www.openstreetmap.org:8443/',
    'https://www.openstreetmap.org/logout',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])('refuses %s', (address) => {
    expect(isMapAddress(address)).toBe(false);
  });
});
