import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeVolumes, IngestHarness } from '../../tests/support/ingest-harness.ts';
import { rescanRoots } from './scan-requests.ts';
import type { ScanPart, Unreadable } from './scans.ts';

let harness: IngestHarness;
let volumes: FakeVolumes;

beforeEach(async () => {
  volumes = new FakeVolumes();
  harness = await IngestHarness.open({ volumes });
});
afterEach(() => harness.close());

/** What a rescan would search. */
async function rescan() {
  const added: { parts: readonly ScanPart[]; offline: readonly Unreadable[] }[] = [];
  const scans = {
    add: (parts: readonly ScanPart[], offline: readonly Unreadable[] = []) => {
      added.push({ parts, offline });
      return 'scan';
    },
    stop: () => 'unknown' as const,
  };
  const reply = await rescanRoots({ connection: harness.connection, volumes, scans });
  return { reply, added };
}

it('has nothing to look at where no folder was ever added', async () => {
  expect(await rescan()).toEqual({ reply: { scan: null }, added: [] });
});

it('looks at each folder in the way in which it was added', async () => {
  const deep = harness.path('deep');
  const shallow = harness.path('shallow');
  for (const folder of [deep, shallow]) mkdirSync(folder);
  await harness.ingest({ paths: [deep] });
  await harness.ingest({ paths: [shallow], recursive: false, pattern: '*.mov' });
  await harness.ingest({ paths: [harness.folder] });
  const { reply, added } = await rescan();
  expect(reply).toEqual({ scan: 'scan' });
  expect(added).toEqual([
    {
      parts: [
        { paths: [deep, harness.folder], recursive: true, pattern: null },
        { paths: [shallow], recursive: false, pattern: '*.mov' },
      ],
      offline: [],
    },
  ]);
});

it('tells of a folder whose disk is away, and does not take what is at its mount point for it', async () => {
  const disk = harness.path('disk');
  mkdirSync(join(disk, 'holiday'), { recursive: true });
  volumes.mounted.set('disk', disk);
  await harness.ingest({ paths: [join(disk, 'holiday')] });
  volumes.mounted.delete('disk');
  const { added } = await rescan();
  expect(added).toMatchObject([
    { parts: [], offline: [{ path: join(disk, 'holiday'), error: { code: 'file-missing' } }] },
  ]);
});
