import { readdirSync, readFileSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeClip } from '../../tests/support/make-clip.ts';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { tools } from '../../tests/support/test-tools.ts';
import { createUsageRecorder } from '../platform/resource-usage.ts';
import { createMediaToolbox } from './media-tools.ts';

/** Whoever runs the tests may give way more than that already. */
const expected = String(Math.max(10, getPriority()));
const picture = ['-f', 'lavfi', '-i', 'testsrc2=size=64x36:rate=25:duration=1'];

/**
 * A program that becomes the real one, and where it is given the clip notes its own niceness before: once that is what it
 * should be, or after two seconds. (fluent-ffmpeg also asks what ffmpeg can do; that is over in a moment.)
 */
async function noting(folder: string, tool: string, programPath: string): Promise<string> {
  const path = join(folder, tool);
  const wait = `for i in $(seq 40); do [ "$(nice)" = ${expected} ] && break; sleep 0.05; done`;
  const note = `${wait}; nice >> '${folder}/${tool}.said'`;
  await writeFile(path, `#!/bin/sh\ncase "$*" in *clip.mp4*) ${note};; esac\nexec '${programPath}' "$@"\n`);
  await chmod(path, 0o700);
  return path;
}

/** Of the running children of this process whose arguments name this. */
function nicenessOfChildren(named: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [, parent] = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
        const isOurs = Number(parent) === process.pid;
        return isOurs && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(named)
          ? [getPriority(Number(pid))]
          : [];
      } catch {
        return [];
      }
    });
}

describe.skipIf(process.platform !== 'linux')('every tool', () => {
  it('gives way to what a person does', async () => {
    const folder = await tempDir();
    const found = await tools();
    const toolbox = createMediaToolbox({
      ...found,
      ffmpegPath: await noting(folder, 'ffmpeg', found.ffmpegPath),
      ffprobePath: await noting(folder, 'ffprobe', found.ffprobePath),
    });
    const filePath = await makeClip(folder, 'clip.mp4', [...picture, '-c:v', 'mpeg4']);
    const signal = new AbortController().signal;
    const media = toolbox.forRun({ filePath, tempDir: folder, signal, usage: createUsageRecorder() });
    try {
      await media.ffprobe(['-show_format']);
      await media.ffmpeg({ args: [...media.inputArguments(), '-f', 'null', '-'] });
      const output = join(folder, 'out.mp4');
      await media.transcode({
        ...{ output, outputOptions: ['-c:v', 'mpeg4'], durationSec: 1, timeoutSec: 60 },
        onProgress: () => undefined,
      });
      await media.exif();
      expect(nicenessOfChildren('exiftool')).toEqual([Number(expected)]);
    } finally {
      await toolbox.close();
    }
    const said = async (tool: string) => (await readFile(join(folder, `${tool}.said`), 'utf8')).split('\n');
    expect(await said('ffprobe')).toEqual([expected, '']);
    // A run of our own, and one of fluent-ffmpeg.
    expect(await said('ffmpeg')).toEqual([expected, expected, '']);
  });
});
