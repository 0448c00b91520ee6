import type { UtilityProcess } from 'electron';
import { EventEmitter } from 'node:events';
import { delimiter } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { engineEnvironment } from './engine-environment.ts';
import { utilityProcessStarter } from './engine-process.ts';

class Child extends EventEmitter {
  pid: number | undefined = 4711;
  readonly stderr = new PassThrough();
  readonly posted: unknown[] = [];
  kills = 0;
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  kill(): boolean {
    this.kills += 1;
    return true;
  }
}

function started() {
  const child = new Child();
  const forks: unknown[][] = [];
  const killed: number[] = [];
  const wishes: unknown[] = [];
  const start = utilityProcessStarter({
    fork: (...given) => {
      forks.push(given);
      return child as unknown as UtilityProcess;
    },
    environment: { RUSHES_FFMPEG: '/f' },
    killNow: (pid) => killed.push(pid),
    inference: () => ({
      hear: (message) => {
        if (message !== 'a wish') return 'other';
        wishes.push(message);
        return 'heard';
      },
    }),
  });
  return { child, forks, killed, wishes, engine: start('/out/engine/main.js') };
}

describe('the engine in a utility process', () => {
  it('is started with the environment that it was given', () => {
    const { forks, engine } = started();
    expect(forks).toMatchObject([['/out/engine/main.js', [], { env: { RUSHES_FFMPEG: '/f' } }]]);
    expect(engine.pid).toBe(4711);
  });

  it('hears and says what is sent', () => {
    const { child, engine } = started();
    const heard: unknown[] = [];
    engine.onMessage((message) => heard.push(message));
    engine.onExit((code) => heard.push(code));
    engine.send({ kind: 'close' });
    child.emit('message', { kind: 'opened' });
    child.emit('exit', 139);
    expect(child.posted).toEqual([{ kind: 'close' }]);
    expect(heard).toEqual([{ kind: 'opened' }, 139]);
  });

  it('has what it wishes of inference processes heard by whoever starts those, and by nobody else', () => {
    const { child, engine, wishes } = started();
    const heard: unknown[] = [];
    engine.onMessage((message) => heard.push(message));
    child.emit('message', 'a wish');
    child.emit('message', { kind: 'opened' });
    expect(wishes).toEqual(['a wish']);
    expect(heard).toEqual([{ kind: 'opened' }]);
  });

  it('is killed for good, politely only where its number is not known yet', () => {
    const { child, engine, killed } = started();
    engine.kill();
    expect([killed, child.kills]).toEqual([[4711], 0]);
    child.pid = undefined;
    engine.kill();
    expect([killed, child.kills]).toEqual([[4711], 1]);
  });

  it('leaves its last lines for the message of a crash', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { child, engine } = started();
    child.stderr.end(Array.from({ length: 30 }, (_value, line) => `line ${line}\n`).join(''));
    await vi.waitUntil(() => engine.lastLines?.().at(-1) === 'line 29');
    expect(engine.lastLines?.()).toHaveLength(20);
    expect(write).toHaveBeenCalledWith('line 0\n');
    write.mockRestore();
  });
});

describe('what the engine is told of its tools', () => {
  const base = {
    environment: { PATH: '/usr/bin' },
    platform: 'linux',
    resourcesFolder: null,
    isFile: () => true,
  } as const;

  it('is what the environment says, where the app is not packaged', () => {
    expect(engineEnvironment(base)).toEqual({ PATH: '/usr/bin' });
  });

  it('is what came with the package, where it brought any', () => {
    const packaged = { ...base, resourcesFolder: '/app/resources' };
    expect(engineEnvironment(packaged)).toMatchObject({
      RUSHES_FFMPEG: '/app/resources/ffmpeg/ffmpeg',
      RUSHES_FFPROBE: '/app/resources/ffmpeg/ffprobe',
    });
    expect(engineEnvironment({ ...packaged, isFile: () => false })).toEqual({ PATH: '/usr/bin' });
    expect(engineEnvironment({ ...packaged, platform: 'win32' })['RUSHES_FFMPEG']).toMatch(/ffmpeg\.exe$/);
  });

  it('is first of all what a person named', () => {
    const environment = { PATH: '/usr/bin', RUSHES_FFMPEG: '/mine/ffmpeg' };
    const told = engineEnvironment({ ...base, environment, resourcesFolder: '/app/resources' });
    expect(told).toMatchObject({
      RUSHES_FFMPEG: '/mine/ffmpeg',
      RUSHES_FFPROBE: '/app/resources/ffmpeg/ffprobe',
    });
  });

  it('has the places where macOS keeps programs that the Finder does not know of', () => {
    const environment = { PATH: ['/usr/local/bin', '/usr/bin'].join(delimiter) };
    const told = engineEnvironment({ ...base, environment, platform: 'darwin' });
    expect(told['PATH']?.split(delimiter)).toEqual([
      '/usr/local/bin',
      '/usr/bin',
      '/opt/homebrew/bin',
      '/opt/local/bin',
    ]);
  });
});
