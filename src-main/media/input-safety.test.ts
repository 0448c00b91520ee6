import { Buffer } from 'node:buffer';
import { copyFile, mkdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeClip, tempDir, testToolbox } from '../../tests/support/stage-harness.ts';
import { pathFromBytes } from '../platform/paths.ts';
import { createUsageRecorder } from '../platform/resource-usage.ts';
import { fileUrl, plainInputPath } from './input-safety.ts';
import type { MediaTools } from './tools.ts';

let folder = '';
let clip = '';

beforeAll(async () => {
  folder = await tempDir();
  clip = await makeClip(folder, 'plain.mp4', [
    ...[
      '-f',
      'lavfi',
      '-i',
      'testsrc2=size=64x64:rate=5:duration=1',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
    ],
    ...['-metadata', 'title=hello'],
  ]);
});

async function toolsFor(filePath: string): Promise<MediaTools> {
  const toolbox = await testToolbox();
  const work = await tempDir();
  return toolbox.forRun({
    filePath,
    tempDir: work,
    signal: new AbortController().signal,
    usage: createUsageRecorder(),
  });
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error)),
  );
}

describe.runIf(process.platform !== 'win32')('names', () => {
  const names: [string, string | Buffer][] = [
    ['spaces', 'my holiday  video.mp4'],
    ['quotes', `it's "quoted" \`here\` $HOME.mp4`],
    ['a newline', 'two\nlines.mp4'],
    ['control characters', 'bell\u0007tab\tescape\u001b[31m.mp4'],
    ['emoji', '🎬 été 日本.mp4'],
    ['a leading dash', '-i.mp4'],
    ['a colon', 'http:evil:12.mp4'],
    ['a pattern', 'frame%03d[0-9]*?.mp4'],
    ['a pipe', 'concat:a|b,c;d.mp4'],
    ['a backslash', String.raw`back\slash.mp4`],
    ['a comment of exiftool', '#not a comment.mp4'],
    ['bytes that are no UTF-8', Buffer.from([0x66, 0xff, 0xfe, 0x80, 0x2e, 0x6d, 0x70, 0x34])],
    ['a newline and bytes that are no UTF-8', Buffer.from([0xe9, 0x0a, 0x2e, 0x6d, 0x70, 0x34])],
    ['no extension', 'clip'],
  ];

  it.each(names)('with %s are opened by every tool', async (_title, name) => {
    const bytes = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from(name)]);
    await copyFile(clip, bytes);
    const media = await toolsFor(pathFromBytes(bytes));
    await expect(media.ffprobe(['-show_entries', 'format=format_name'])).resolves.toHaveProperty('format');
    const { stdout } = await media.ffmpeg({ args: [...media.inputArguments(), '-f', 'framecrc', '-'] });
    expect(new TextDecoder().decode(stdout)).toContain('0,          4,');
    await expect(media.exif()).resolves.toMatchObject({ 'ItemList:Title': 'hello' });
  });

  it('leave a plain path alone and stand in for others, with the extension where that is plain', async () => {
    const work = await tempDir();
    expect(plainInputPath('/videos/a: b.mp4', work)).toBe('/videos/a: b.mp4');
    const alias = plainInputPath('/videos/two\nlines.MP4', work);
    expect(alias).toBe(join(work, 'input.MP4'));
    expect(await readlink(alias)).toBe('/videos/two\nlines.MP4');
    expect(plainInputPath('/videos/two\nlines.MP4', work)).toBe(alias);
    expect(plainInputPath('/videos/two.li\nnes', work)).toBe(join(work, 'input'));
    const raw = plainInputPath(pathFromBytes(Buffer.from([0x2f, 0x78, 0xff])), await tempDir());
    expect(await readlink(raw, { encoding: 'buffer' })).toEqual(Buffer.from([0x2f, 0x78, 0xff]));
  });

  it('of links lead to the file', () => {
    expect(fileUrl('/videos/a: b.mp4')).toBe('file:/videos/a: b.mp4');
  });
});

describe('what a hostile file may not do', () => {
  const secret = 'file:///etc/passwd';
  const traps: [string, string, readonly string[]][] = [
    [
      'a playlist',
      `#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n${secret}\n#EXT-X-ENDLIST\n`,
      ['input-refused'],
    ],
    [
      'a playlist on the network',
      '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n',
      ['input-refused'],
    ],
    ['a list of files', 'ffconcat version 1.0\nfile plain.mp4\n', ['input-refused']],
    [
      'a session description',
      'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n',
      ['input-refused'],
    ],
    [
      'a DASH manifest',
      '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011"></MPD>',
      ['input-refused', 'media-unreadable'],
    ],
    ['a text', 'Nothing to be seen here.\n'.repeat(100), ['media-unreadable']],
    ['nothing', '', ['media-unreadable']],
    ['a picture', 'P6\n2 2\n255\n............', ['no-video', 'input-refused']],
  ];

  it.each(traps)('%s named .mp4 is not opened', async (title, content, codes) => {
    const path = join(folder, `${title.replaceAll(' ', '-')}.mp4`);
    await writeFile(path, content);
    const media = await toolsFor(path);
    expect(codes).toContain(await codeOf(media.ffprobe(['-show_format'])));
    expect(codes).toContain(
      await codeOf(media.ffmpeg({ args: [...media.inputArguments(), '-f', 'null', '-'] })),
    );
  });

  it('nothing by the name of a sequence of pictures is opened as one', async () => {
    const sequence = join(folder, 'sequence');
    await mkdir(sequence);
    await makeClip(sequence, 'frame%03d.png', ['-f', 'lavfi', '-i', 'testsrc2=size=16x16:rate=5:duration=1']);
    const media = await toolsFor(join(sequence, 'frame%03d.png'));
    expect(['no-video', 'file-missing']).toContain(await codeOf(media.ffprobe(['-show_format'])));
  });

  it('a missing file and a folder are told', async () => {
    const missing = await toolsFor(join(folder, 'gone.mp4'));
    expect(await codeOf(missing.ffprobe(['-show_format']))).toBe('file-missing');
    expect(await codeOf(missing.exif())).toBe('file-missing');
    const directory = await toolsFor(folder);
    expect(await codeOf(directory.ffprobe(['-show_format']))).toBe('media-unreadable');
  });
});
