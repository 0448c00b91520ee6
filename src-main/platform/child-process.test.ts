import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ChildFailure, type ChildRequest, runChild, startChild } from './child-process.ts';
import { createLineSplitter } from './line-splitter.ts';

const shell = (script: string, more: Partial<ChildRequest> = {}): ChildRequest => ({
  file: '/bin/sh',
  args: ['-c', script],
  ...more,
});

async function failureOf(request: ChildRequest): Promise<ChildFailure> {
  const error: unknown = await runChild(request).then(
    () => 'it ended well',
    (thrown: unknown) => thrown,
  );
  if (error instanceof ChildFailure) return error;
  throw new Error(`expected a ChildFailure, not ${String(error)}`);
}

describe('runChild', () => {
  it('gives standard output as bytes and the lines of standard error', async () => {
    const lines: string[] = [];
    const onStderrLine = (line: string): void => void lines.push(line);
    const result = await runChild(
      shell(String.raw`printf 'a\000\377b\n'; printf 'one\rtwo\n\nthree' >&2`, { onStderrLine }),
    );
    expect([...result.stdout]).toEqual([97, 0, 255, 98, 10]);
    expect(lines).toEqual(['one', 'two', 'three']);
    expect(result.stderrTail).toEqual(lines);
    expect(result.usage.wallSec).toBeGreaterThan(0);
  });

  it('passes arguments as they are, whatever a shell would make of them', async () => {
    const args = ['-c', 'printf "%s\\n" "$@"', 'sh', '$(id)', 'a b', "it's", '*', '', '; exit 3', 'ünï🎬'];
    const { stdout } = await runChild({ file: '/bin/sh', args });
    expect(new TextDecoder().decode(stdout)).toBe(`${args.slice(3).join('\n')}\n`);
  });

  it('has no standard input unless it is given some', async () => {
    const none = await runChild(shell('cat'));
    expect(none.stdout).toHaveLength(0);
    const input = new Uint8Array(300_000).fill(7);
    const some = await runChild(shell('cat', { stdin: input }));
    expect(some.stdout).toEqual(input);
  });

  it('survives a child that does not read its standard input', async () => {
    const { stdout } = await runChild(shell('exec 0<&-; echo done', { stdin: new Uint8Array(5_000_000) }));
    expect(new TextDecoder().decode(stdout)).toBe('done\n');
  });

  it('tells the exit code and the last words', async () => {
    const failure = await failureOf(shell('for i in $(seq 150); do echo line $i >&2; done; exit 42'));
    expect(failure).toMatchObject({ reason: 'exit', exitCode: 42, signal: null });
    expect(failure.stderrTail).toHaveLength(100);
    expect(failure.stderrTail.at(-1)).toBe('line 150');
  });

  it.each(['SEGV', 'ABRT', 'KILL', 'BUS'])('tells a death by SIG%s', async (signal) => {
    const failure = await failureOf(shell(`kill -${signal} $$; sleep 10`));
    expect(failure).toMatchObject({ reason: 'signal', signal: `SIG${signal}`, exitCode: null });
  });

  it('tells a program that is not there from one that may not be run', async () => {
    expect(await failureOf({ file: '/nowhere/ffmpeg', args: [] })).toMatchObject({
      reason: 'spawn',
      systemCode: 'ENOENT',
    });
    expect(await failureOf({ file: '/etc/passwd', args: [] })).toMatchObject({
      reason: 'spawn',
      systemCode: 'EACCES',
    });
  });

  it('stops a child that takes too long', async () => {
    const failure = await failureOf(shell('exec sleep 60', { timeoutSec: 0.2 }));
    expect(failure.reason).toBe('timeout');
  });

  it('kills a child that will not go when it is asked to', async () => {
    const pid = Promise.withResolvers<number>();
    const onStderrLine = (line: string): void => {
      pid.resolve(Number(line));
    };
    const script = `trap '' TERM; echo $$ >&2; while :; do sleep 0.05; done`;
    const child = startChild(shell(script, { killAfterSec: 0.1, onStderrLine }));
    const childPid = await pid.promise;
    child.stop();
    await expect(child.done).rejects.toMatchObject({ reason: 'aborted', signal: 'SIGKILL' });
    expect(isAlive(childPid)).toBe(false);
  });

  it('stops on the signal of its caller', async () => {
    const controller = new AbortController();
    const child = startChild(
      shell('echo ready >&2; exec sleep 60', {
        signal: controller.signal,
        onStderrLine: () => {
          controller.abort();
        },
      }),
    );
    await expect(child.done).rejects.toMatchObject({ reason: 'aborted' });
    expect(isAlive(child.pid ?? 0)).toBe(false);
  });

  it('does not start when the signal has fired before', async () => {
    const request = shell('echo ran', { signal: AbortSignal.abort() });
    expect(() => startChild(request)).toThrow(ChildFailure);
    expect(await failureOf(request)).toMatchObject({ reason: 'aborted' });
  });

  it('stops a child whose output is larger than allowed', async () => {
    const failure = await failureOf(shell('yes', { maxStdoutBytes: 1_000_000 }));
    expect(failure.reason).toBe('output-too-large');
    const exact = await runChild(shell('head -c 1000 /dev/zero', { maxStdoutBytes: 1000 }));
    expect(exact.stdout).toHaveLength(1000);
  });

  it('does not read standard output that nobody wants', async () => {
    const result = await runChild(shell('head -c 5000000 /dev/zero', { maxStdoutBytes: 0 }));
    expect(result.stdout).toHaveLength(0);
  });

  it('opens extra pipes and gives them in order', async () => {
    const child = startChild(shell('head -c 400000 /dev/zero >&4; echo three >&3', { extraPipes: 2 }));
    const texts = child.pipes.map(async (pipe) => {
      let size = 0;
      for await (const chunk of pipe) size += (chunk as Buffer).length;
      return size;
    });
    expect(await Promise.all(texts)).toEqual([6, 400_000]);
    await child.done;
  });
});

describe.runIf(process.platform === 'linux')('usage on Linux', () => {
  it('knows memory and CPU time of a child that works for a while', async () => {
    const script =
      'let x = Buffer.alloc(150e6, 1); const end = Date.now() + 700; while (Date.now() < end) x[0]++;';
    const { usage } = await runChild({ file: process.execPath, args: ['-e', script] });
    expect(usage.peakMemoryBytes).toBeGreaterThan(150e6);
    expect(usage.cpuSec).toBeGreaterThan(0.05);
    expect(usage.cpuSec).toBeLessThan(usage.wallSec * 4);
  });

  it('leaves no child behind when this process ends', async () => {
    const module = new URL('child-process.ts', import.meta.url).href;
    const script = `
      const { startChild } = await import(${JSON.stringify(module)});
      const child = startChild({ file: '/bin/sleep', args: ['600'] });
      console.log(child.pid);
      process.exit(0);`;
    const { stdout } = await runChild({
      file: process.execPath,
      args: ['--input-type=module', '-e', script],
    });
    const pid = Number(new TextDecoder().decode(stdout));
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => isRunning(pid)).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A child of a dead parent may stay as a zombie where nobody collects it: that is not running. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
  return stat !== '' && !stat.includes(') Z ');
}

describe('createLineSplitter', () => {
  it('joins characters that were cut between chunks', () => {
    const lines: string[] = [];
    const splitter = createLineSplitter(100, (line) => void lines.push(line));
    const bytes = new TextEncoder().encode('früh 🎬\nspät');
    for (const byte of bytes) splitter.push(Uint8Array.of(byte));
    splitter.end();
    expect(lines).toEqual(['früh 🎬', 'spät']);
  });

  it('cuts a line that never ends', () => {
    const lines: string[] = [];
    const splitter = createLineSplitter(10, (line) => void lines.push(line));
    for (let at = 0; at < 100; at += 1) splitter.push(new TextEncoder().encode('abcdefg'));
    splitter.push(new TextEncoder().encode('\nnext\n'));
    expect(lines).toEqual(['abcdefgabc', 'next']);
  });
});
