import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src-preload/contract/errors.ts';
import { tools } from '../../tests/support/test-tools.ts';
import { createMediaToolbox, type MediaToolbox } from '../media/media-tools.ts';
import { makeClip, runAnalyzers, runStage, tempDir } from '../../tests/support/stage-harness.ts';
import { keeper, pattern, small, tone, x264 } from '../../tests/support/keeper.ts';
import type { DecodeWishes } from './stage.ts';

let folder = '';
beforeAll(async () => {
  folder = await tempDir();
});

describe('several analyzers', () => {
  it('share one ffmpeg, and one output where their wishes are equal', async () => {
    const path = await makeClip(folder, 'shared.mp4', [...pattern('160x90', 25, 2), ...x264()]);
    const one = keeper({ frames: { mine: small, large: { ...small, width: 100, height: 60 } } }, 'one');
    const other = keeper({ frames: { theirs: { ...small } } }, 'other');
    const outcomes = await runAnalyzers([one.stage, other.stage], path);
    expect(outcomes.pass).toMatchObject({ attempts: 1, pictureOutputs: 2 });
    expect(one.pixelsOf('mine').equals(other.pixelsOf('theirs'))).toBe(true);
    expect(one.timesOf('mine')).toHaveLength(50);
    expect(one.timesOf('large')).toEqual(other.timesOf('theirs'));
    expect([...(outcomes.pass?.busySecByAnalyzer.keys() ?? [])]).toEqual(['one', 'other']);
  });

  it('fail one by one', async () => {
    const path = await makeClip(folder, 'failing.mp4', [...pattern('160x90', 25, 2), ...x264()]);
    const fine = keeper({ frames: { small } }, 'fine');
    const early = keeper({ frames: { small } }, 'early', {
      onFrame: (index) => {
        if (index === 3) throw new TypeError('no such thing');
      },
    });
    const late = keeper({ frames: { small } }, 'late', {
      finish: () => {
        throw new AppError('media-damaged', { detail: 'too few frames' });
      },
    });
    const outcomes = await runAnalyzers([early.stage, fine.stage, late.stage], path);
    expect(outcomes.get('early')).toMatchObject({
      code: 'internal',
      facts: { stage: 'early', detail: 'no such thing' },
    });
    expect(outcomes.get('late')).toMatchObject({ code: 'media-damaged' });
    expect(outcomes.get('fine')).toEqual({ state: 'done', artifacts: {} });
    expect(fine.timesOf('small')).toHaveLength(50);
    expect(early.timesOf('small')).toHaveLength(3);
  });

  it('stop the decode when all have failed', async () => {
    const path = await makeClip(folder, 'stopped.mp4', [...pattern('320x180', 25, 20), ...x264()]);
    let calls = 0;
    const failing = keeper({ frames: { large: { ...small, width: 640, height: 360 } } }, 'failing', {
      onFrame: () => {
        calls += 1;
        throw new Error('enough');
      },
    });
    const outcomes = await runAnalyzers([failing.stage], path);
    expect(outcomes.get('failing')).toMatchObject({ code: 'internal', facts: { detail: 'enough' } });
    expect(calls).toBe(1);
  });
});

describe('an aborted pass', () => {
  it('fails as cancelled and leaves no child behind', async () => {
    const path = await makeClip(folder, 'aborted.mp4', [...pattern('320x180', 25, 20), ...x264()]);
    const controller = new AbortController();
    const one = keeper({ frames: { large: { ...small, width: 640, height: 360 } } }, 'one', {
      onFrame: (index) => {
        if (index === 5) controller.abort();
      },
    });
    const outcomes = await runAnalyzers([one.stage], path, { signal: controller.signal });
    expect(outcomes.get('one')).toMatchObject({ code: 'cancelled' });
    expect(one.timesOf('large').length).toBeLessThan(500);
    const processes = await runProcessList();
    expect(processes.filter((line) => line.includes(path))).toEqual([]);
  });
});

async function runProcessList(): Promise<string[]> {
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  return Promise.all(ids.map(async (id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
}

/** An ffmpeg that misbehaves where its arguments say `when`, and is the real one else. */
async function fakeFfmpeg(when: string, then: string): Promise<MediaToolbox> {
  const real = await tools();
  const script = join(await tempDir(), 'ffmpeg');
  await writeFile(
    script,
    `#!/bin/sh\ncase "$*" in *${when}*) ${then};; esac\nexec '${real.ffmpegPath}' "$@"\n`,
    { mode: 0o700 },
  );
  return createMediaToolbox({ ...real, ffmpegPath: script });
}

describe.runIf(process.platform !== 'win32')('an ffmpeg that fails', () => {
  const both: DecodeWishes = {
    frames: { small: { ...small, width: 4, height: 2, pixelFormat: 'gray' } },
    audio: { samples: true },
  };
  const oneFrame = `printf 12345678 >&3; echo 'frame:0 pts:0 pts_time:0' >&4`;
  let path = '';

  beforeAll(async () => {
    path = await makeClip(folder, 'both.mkv', [
      ...pattern('64x64', 5, 1),
      ...tone(1),
      ...x264(),
      '-c:a',
      'pcm_s16le',
    ]);
  });

  it('over sound, halfway, is run again for the pictures, which begin anew', async () => {
    const toolbox = await fakeFfmpeg(
      'aresample',
      `case "$*" in *scale=*) ${oneFrame};; esac; echo '[error] the sound broke' >&2; exit 1`,
    );
    const pictures = keeper({ frames: { small } }, 'pictures');
    const sound = keeper({ audio: { samples: true } }, 'sound');
    const outcomes = await runAnalyzers([pictures.stage, sound.stage], path, { toolbox });
    expect(outcomes.get('pictures')).toEqual({ state: 'done', artifacts: {} });
    expect(pictures.timesOf('small')).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    expect(pictures.seen.summary?.errorCount).toBe(0);
    expect(outcomes.get('sound')).toMatchObject({
      code: 'media-unreadable',
      facts: { detail: 'the sound broke' },
    });
    expect(outcomes.pass?.attempts).toBe(3);
  });

  it('over the pictures is run again for the sound', async () => {
    const toolbox = await fakeFfmpeg('scale=', `echo '[error] Decoder (codec xyz) not found' >&2; exit 1`);
    const pictures = keeper({ frames: { small } }, 'pictures');
    const sound = keeper({ audio: { samples: true } }, 'sound');
    const outcomes = await runAnalyzers([pictures.stage, sound.stage], path, { toolbox });
    expect(outcomes.get('pictures')).toMatchObject({ code: 'codec-unsupported' });
    expect(outcomes.get('sound')).toEqual({ state: 'done', artifacts: {} });
    expect(sound.sampleCount()).toBe(16_000);
  });

  it('after it gave something counts as damage', async () => {
    const toolbox = await fakeFfmpeg('scale=', `${oneFrame}; echo '[error] it broke' >&2; exit 1`);
    const pictures = keeper({ frames: both.frames ?? {} });
    await runStage(pictures.stage, path, { toolbox });
    expect(pictures.timesOf('small')).toEqual([0]);
    expect(pictures.seen.summary).toMatchObject({ decodedFrames: 1, errorCount: 2 });
    expect(pictures.seen.summary?.messages[0]).toBe('it broke');
  });

  it.each([
    ['kill -SEGV $$', 'tool-crashed'],
    ['kill -KILL $$', 'tool-crashed'],
    [`echo '[error] Cannot allocate memory' >&2; exit 1`, 'out-of-memory'],
    [`echo '[error] x: No such file or directory' >&2; exit 1`, 'file-missing'],
  ])('by "%s" fails all, and is not run again', async (then, code) => {
    const toolbox = await fakeFfmpeg('filter_complex', `${oneFrame}; ${then}`);
    const outcomes = await runAnalyzers(
      [keeper(both, 'one').stage, keeper({ audio: { samples: true } }, 'two').stage],
      path,
      { toolbox },
    );
    expect([...outcomes.values()]).toEqual([
      expect.objectContaining({ code }),
      expect.objectContaining({ code }),
    ]);
    expect(outcomes.pass?.attempts).toBe(1);
  });

  it('by doing nothing is stopped', async () => {
    const toolbox = await fakeFfmpeg('filter_complex', 'exec sleep 600');
    const outcomes = await runAnalyzers([keeper(both, 'one').stage], path, {
      toolbox,
      decodeTimeoutSec: 0.3,
    });
    expect(outcomes.get('one')).toMatchObject({ code: 'timeout' });
  });

  it('to find keyframes decodes everything instead', async () => {
    const toolbox = await fakeFfmpeg('nokey', 'exit 0');
    const { stage, timesOf } = keeper({ frames: { keys: { ...small, rate: 'keyframes' } } });
    const { pass } = await runStage(stage, path, { toolbox });
    expect(timesOf('keys')).toEqual([0]);
    expect(pass).toMatchObject({ attempts: 2, keyframesOnly: false });
  });
});
