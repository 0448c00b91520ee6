import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { tempDir } from '../../tests/support/stage-harness.ts';
import { runChild } from '../platform/child-process.ts';
import { wrapperFor } from './parent-death.ts';

it('passes arguments on unchanged', async ({ skip }) => {
  const wrapper = await wrapperFor('/bin/echo', await tempDir());
  if (wrapper === null) return skip('no setpriv here');
  const { stdout } = await runChild({ file: wrapper, args: ['a b', '$(id)', "it's", '--', '-n'] });
  expect(new TextDecoder().decode(stdout)).toBe("a b $(id) it's -- -n\n");
});

it('lets the child die with a parent that was killed', async ({ skip }) => {
  const wrapper = await wrapperFor('/bin/sleep', await tempDir());
  if (wrapper === null) return skip('no setpriv here');
  const script = `
    const child = require('node:child_process').spawn(process.argv[1], ['600'], { stdio: 'ignore' });
    console.log(child.pid);`;
  const parent = spawn(process.execPath, ['-e', script, wrapper], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
  const isRunning = async (): Promise<boolean> => {
    const stat = await readFile(`/proc/${line}/stat`, 'utf8').catch(() => '');
    return stat !== '' && !stat.includes(') Z ');
  };
  await expect.poll(async () => readFile(`/proc/${line}/cmdline`, 'utf8')).toContain('sleep');
  parent.kill('SIGKILL');
  await expect.poll(isRunning, { timeout: 5000 }).toBe(false);
});

it('is left out where the name of the program could not be quoted', async () => {
  expect(await wrapperFor("/opt/it's/ffmpeg", await tempDir())).toBeNull();
});
