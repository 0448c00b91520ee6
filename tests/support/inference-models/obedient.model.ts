/** A model that does what the first text tells it to, good or bad: "echo", "crash", "hang", "grow 200"… */
import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { defineHubModel } from '../../../src-main/inference/model.ts';

/** What "grow" took: it is kept, as a leak is. */
const kept: Uint8Array[] = [];

const orders: Readonly<Record<string, (argument: string) => unknown>> = {
  echo: (argument) => argument,
  pid: () => String(process.pid),
  wait: (argument) => setTimeout(Number(argument), 'waited'),
  throw: (argument) => {
    throw new Error(argument);
  },
  crash: () => process.kill(process.pid, 'SIGKILL'),
  'crash-once': (file) => {
    if (existsSync(file)) return 'survived';
    writeFileSync(file, '');
    return process.kill(process.pid, 'SIGKILL');
  },
  'starve-once': (file) => {
    if (existsSync(file)) return 'fed';
    writeFileSync(file, '');
    throw new Error('Failed to allocate memory for requested buffer of size 4096');
  },
  hang: () => {
    for (;;) {
      // For ever.
    }
  },
  'leave-rejection': async () => {
    void Promise.reject(new Error('nobody catches this'));
    await setTimeout(60_000);
  },
  /** Megabytes, touched so that they are resident. */
  grow: (argument) => kept.push(new Uint8Array(Number(argument) * 2 ** 20).fill(1)),
  'grow-and-wait': async (argument) => {
    kept.push(new Uint8Array(Number(argument) * 2 ** 20).fill(1));
    await setTimeout(60_000);
  },
  nonsense: () => ({ not: 'a text' }),
};

export default defineHubModel({
  name: 'obedient',
  title: 'Obedient',
  task: 'translation',
  version: 1,
  rank: 0,
  modelTypes: ['obedient'],
  load: (folder) => {
    if (folder.path.includes('refuses-to-load')) return Promise.reject(new Error('will not load'));
    return Promise.resolve({
      run: async ({ texts: [order = '', argument = ''] }) => {
        const answer = await orders[order]?.(argument);
        return { texts: [typeof answer === 'number' ? String(answer) : (answer as string)] };
      },
    });
  },
});
