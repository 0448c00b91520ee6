import { describe, expect, it } from 'vitest';
import { taskNames } from '../../../src-preload/contract/inference-tasks.ts';
import type { PackState } from '../../../src-preload/contract/model-packs.ts';
import { archiveIn, downloadFraction, groupPacks, mirrorOf } from './pack-groups.ts';

function pack(id: string, change: Partial<PackState> = {}): PackState {
  return {
    ...{ id, title: id, unlocks: 'x', licence: { name: 'MIT' }, languages: [], engine: 'onnx' },
    ...{ tasks: [{ task: 'faces', model: 'ultraface' }], memoryBytes: 1, speedClass: 'fast' },
    ...{
      project: 'https://example.org',
      source: 'pinned-files',
      revision: null,
      installedAt: null,
      files: [],
    },
    ...{ receivedBytes: 0, totalBytes: null, error: null, downloadBytes: 100, diskBytes: 0 },
    ...{ state: 'available', inUseFor: [], chosenFor: [], speed: null, verdicts: [] },
    ...change,
  };
}

describe('groups of packs', () => {
  it('have a place for each task there is', () => {
    const packs = taskNames.map((task) => pack(task, { tasks: [{ task, model: 'm' }] }));
    const placed = groupPacks(packs).flatMap((group) => group.packs.map(({ id }) => id));
    expect(placed.sort()).toEqual([...taskNames].sort());
  });

  it('offer a choice where several are installed for one task', () => {
    const able = { inUseFor: ['faces' as const] };
    const packs = [
      pack('a', { state: 'installed', ...able }),
      pack('b', { state: 'side-loaded' }),
      pack('c'),
    ];
    const [faces] = groupPacks(packs);
    expect(faces?.choices).toEqual([{ task: 'faces', packs: packs.slice(0, 2), chosen: null, used: 'a' }]);
    expect(groupPacks(packs.slice(1))[0]?.choices).toEqual([]);
  });
});

describe('a download', () => {
  it('is as far as its bytes, by the expected size until the real one is known', () => {
    expect(downloadFraction(pack('a', { receivedBytes: 25 }))).toBe(0.25);
    expect(downloadFraction(pack('a', { receivedBytes: 25, totalBytes: 50 }))).toBe(0.5);
    expect(downloadFraction(pack('a', { receivedBytes: 60, totalBytes: 50 }))).toBe(1);
    expect(downloadFraction(pack('a', { downloadBytes: 0 }))).toBeNull();
  });
});

describe('the address of a mirror', () => {
  it.each([
    ['https://mirror.example/hub/', 'https://mirror.example/hub'],
    [' http://10.0.0.2:8080 ', 'http://10.0.0.2:8080'],
    ['mirror.example', null],
    ['file:///etc', null],
    ['', null],
  ])('%j is %j', (written, address) => {
    expect(mirrorOf(written)).toBe(address);
  });
});

describe('the archive of all packs', () => {
  it.each([
    ['/media/stick/', '/media/stick/rushes-models.tar'],
    ['/', '/rushes-models.tar'],
    ['D:\\stick', 'D:\\stick\\rushes-models.tar'],
  ])('in %j is %j', (folder, archive) => {
    expect(archiveIn(folder)).toBe(archive);
  });
});
