import { expect, it } from 'vitest';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { allClips, allFilms } from '../../../tests/support/all-clips.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import probeStage from './probe.stage.ts';

const codeOf = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run;
    return 'no error';
  } catch (error) {
    return error instanceof AppError ? error.code : `not classified: ${String(error)}`;
  }
};

/** Clips that are no films, and what is said of them. Stills and subtitles may be refused before they are opened. */
const refused: Readonly<Record<string, readonly string[]>> = {
  'androidx-media/sample_malformed_free_box.mp4': ['media-unreadable'],
  'derived/truncated-testvideo-500k.mp4': ['media-unreadable', 'media-truncated'],
  'auto-editor/new-commentary.mp3': ['no-video'],
  'speech/jfk.wav': ['no-video'],
  'speech/silero_de.wav': ['no-video'],
  'speech/silero_en.wav': ['no-video'],
  'derived/en.srt': ['no-video', 'input-refused'],
  'derived/es.srt': ['no-video', 'input-refused'],
  'moviepy/subtitles.srt': ['no-video', 'input-refused'],
  'fer/justin.jpg': ['no-video', 'input-refused'],
  'images/immich-portrait.jpg': ['no-video', 'input-refused'],
};

describeWithFixtures('what is no film', () => {
  it.each(Object.entries(refused))('%s ends as %j', async (name, codes) => {
    expect(codes).toContain(await codeOf(runStage(probeStage, fixture(`media/${name}`))));
  });

  it('is every clip that other tests take for none', () => {
    const films = new Set(allFilms());
    expect(Object.keys(refused).sort()).toEqual(allClips().filter((name) => !films.has(name)));
  });
});

it('refuses a song with a cover, whether the cover is marked or not', async () => {
  const folder = await tempDir();
  const cover = await makeClip(folder, 'cover.png', [
    '-f',
    'lavfi',
    '-i',
    'color=size=64x64',
    '-frames:v',
    '1',
  ]);
  const song = [
    '-f',
    'lavfi',
    '-i',
    'sine=duration=1',
    '-i',
    cover,
    '-map',
    '0',
    '-map',
    '1',
    '-disposition:v:0',
    'attached_pic',
  ];
  expect(
    await codeOf(
      runStage(probeStage, await makeClip(folder, 'song.m4a', [...song, '-c:a', 'aac', '-c:v', 'copy'])),
    ),
  ).toBe('no-video');
  const unmarked = await makeClip(folder, 'song.mkv', [
    '-f',
    'lavfi',
    '-i',
    'sine=duration=1',
    '-i',
    cover,
    '-map',
    '0',
    '-map',
    '1',
    '-c:v',
    'copy',
  ]);
  expect(await codeOf(runStage(probeStage, unmarked))).toBe('no-video');
});
