import { appendFile, mkdir, readdir, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../../tests/support/temp-dir.ts';
import { type Behaviour, whisperCliStandIn } from '../../tests/support/whisper-cli-stand-in.ts';
import { createUsageRecorder } from '../platform/resource-usage.ts';
import { discoverSpeechTools } from './speech-discovery.ts';

async function boundTools(behaviour: Behaviour, signal = new AbortController().signal) {
  const folder = await tempDir();
  const { environment } = await whisperCliStandIn(folder, behaviour);
  const runDir = join(folder, 'run');
  await mkdir(runDir);
  const usage = createUsageRecorder();
  const toolbox = await discoverSpeechTools(environment);
  const tools = toolbox.forRun({ filePath: '/videos/clip.mp4', tempDir: runDir, signal, usage });
  return { tools, runDir, usage };
}

const silence = (samples: number): Int16Array => new Int16Array(samples);

describe('discoverSpeechTools', () => {
  it('finds nothing where there is nothing, and no whisper-cli without a model', async () => {
    expect((await discoverSpeechTools({ PATH: await tempDir() })).programs).toEqual([]);
    const { environment } = await whisperCliStandIn(await tempDir(), 'works');
    expect((await discoverSpeechTools({ ...environment, RUSHES_WHISPER_MODEL: '' })).programs).toEqual([]);
    expect(
      (await discoverSpeechTools({ ...environment, RUSHES_WHISPER_MODEL: '/nowhere' })).programs,
    ).toEqual([]);
  });

  it('keys results by the model itself, not by its name', async () => {
    const { environment } = await whisperCliStandIn(await tempDir(), 'works');
    const modelPath = environment['RUSHES_WHISPER_MODEL'] ?? '';
    const keyNow = async () => (await discoverSpeechTools(environment)).programs[0]?.key;
    const key = await keyNow();
    expect(key).toMatch(/^whisper\.cpp \(ggml-stand-in\)/);
    expect(await keyNow()).toBe(key);
    const { atime, mtimeMs } = await stat(modelPath);
    await utimes(modelPath, atime, new Date(mtimeMs + 60_000));
    const touched = await keyNow();
    await appendFile(modelPath, 'more');
    await utimes(modelPath, atime, new Date(mtimeMs + 60_000));
    expect(new Set([key, touched, await keyNow()]).size).toBe(3);
  });

  it('refuses a program that is not there', async () => {
    const { tools } = await boundTools('works');
    const request = { pieces: [], language: null };
    await expect(tools.transcribe('pocketsphinx', request)).rejects.toMatchObject({ code: 'tool-missing' });
  });
});

describe('whisper-cli (a stand-in)', () => {
  it('is given each piece as a file, short ones with silence behind them, and its words come back by piece', async () => {
    const { tools, runDir, usage } = await boundTools('works');
    expect(tools.programs).toMatchObject([
      { name: 'whisper-cpp', title: 'whisper.cpp (ggml-stand-in)', languages: null },
    ]);
    const request = { pieces: [silence(32_000), silence(8000)], language: null };
    const written = await tools.transcribe('whisper-cpp', request);
    expect(written.language).toBe('fr');
    expect(written.pieces[0]).toMatchObject([
      { text: 'samples-32000', startSec: 0.1, endSec: 0.6, confidence: 0.6 },
      { text: 'late', startSec: 1.09 },
    ]);
    expect(written.pieces[1]).toMatchObject([{ text: 'samples-17600', startSec: 0.1, endSec: 0.5 }]);
    expect(written.pieces[1]).toHaveLength(1);
    expect(await readdir(runDir)).toEqual([]);
    expect(usage.total().children).toBe(1);
    expect((await tools.transcribe('whisper-cpp', { ...request, language: 'de' })).language).toBe('de');
  });

  it.each([
    ['fails', /failed to initialize whisper context/],
    ['writes rubbish', /no readable answer/],
  ] as const)('that %s is a failed tool, and leaves nothing behind', async (behaviour, message) => {
    const { tools, runDir } = await boundTools(behaviour);
    const run = tools.transcribe('whisper-cpp', { pieces: [silence(16_000)], language: null });
    await expect(run).rejects.toMatchObject({
      code: 'tool-failed',
      message: expect.stringMatching(message) as string,
    });
    expect(await readdir(runDir)).toEqual([]);
  });

  it('is stopped when the run is', async () => {
    const controller = new AbortController();
    const { tools, runDir } = await boundTools('hangs', controller.signal);
    const run = tools.transcribe('whisper-cpp', { pieces: [silence(16_000)], language: null });
    setTimeout(() => {
      controller.abort();
    }, 300);
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(runDir)).toEqual([]);
  });
});
