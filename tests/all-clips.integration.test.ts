import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { allClips } from './support/all-clips.ts';
import { describeWithFixtures, fixture } from './support/fixtures.ts';
import { tempDir } from './support/temp-dir.ts';

const main = fileURLToPath(new URL('../src-main/hosts/cli/main.ts', import.meta.url));
/** Six minutes of 2160p60: minutes of decoding, and nothing in it that shorter clips do not have. */
const tooLong = 'long_4k_av1.mp4';

/** What cannot come out right, and as which failure it ends; everything else has to succeed. */
const failures: Readonly<Record<string, string>> = {
  'invalid-bitstream.webm': 'media-damaged',
  'sample_malformed_free_box.mp4': 'media-unreadable',
  'sample_missing_stsd.mp4': 'codec-unsupported',
  'truncated-rabbit320-500k.mp4': 'media-truncated',
  'truncated-testvideo-500k.mp4': 'media-unreadable',
  'new-commentary.mp3': 'no-video',
};

interface Ingested {
  readonly clips: readonly {
    readonly id: string | null;
    readonly path: string;
    readonly state: string;
    readonly error?: { code: string };
  }[];
  readonly summary: { readonly found: number; readonly failed: number; readonly stagesRun: number };
}

describeWithFixtures('every clip, in one library with the default profile', () => {
  let library: string;
  let ingested: Ingested;
  const names = allClips().filter((name) => basename(name) !== tooLong && !/\.(jpg|srt|wav)$/.test(name));

  const rushes = (...words: string[]): unknown => {
    const { stdout } = spawnSync(process.execPath, [main, ...words, '--library', library, '--json'], {
      encoding: 'utf8',
    });
    return JSON.parse(stdout);
  };

  beforeAll(async () => {
    const folder = await tempDir();
    library = join(folder, 'all.rushes');
    mkdirSync(join(folder, 'footage'));
    const paths = names.map((name) => join(folder, 'footage', basename(name)));
    for (const [index, name] of names.entries()) cpSync(fixture(join('media', name)), paths[index] ?? '');
    ingested = rushes('ingest', ...paths) as Ingested;
  }, 900_000);

  it('comes out right, or as a failure of its own kind, and nothing else stops', () => {
    const outcome = Object.fromEntries(
      ingested.clips.map(({ path, error }) => [basename(path), error?.code ?? 'fine']),
    );
    const expected = Object.fromEntries(
      names.map((name) => [basename(name), failures[basename(name)] ?? 'fine']),
    );
    expect(outcome).toEqual(expected);
  });

  it('leaves no stage without an end, and a library that is whole', () => {
    const status = rushes('status') as { jobs: Record<string, number>; running: unknown[] };
    expect(status.jobs).toMatchObject({ waiting: 0, running: 0 });
    expect(rushes('verify')).toMatchObject({ sound: true });
  });

  it('has no work left the second time', () => {
    const paths = ingested.clips.filter(({ error }) => error === undefined).map(({ path }) => path);
    expect(rushes('ingest', ...paths)).toMatchObject({ summary: { new: 0, failed: 0, stagesRun: 0 } });
  });
});
