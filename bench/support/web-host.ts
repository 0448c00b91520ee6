/** The built web host as a child, and a browser for its window. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';

const program = fileURLToPath(new URL('../../out/src-main/hosts/cli/main.js', import.meta.url));
const startMs = 60_000;

export interface BenchHost {
  readonly address: string;
  readonly origin: string;
  /** From the start of the process until it named its address. */
  readonly startedAfterMs: number;
  stop(): Promise<void>;
}

export async function startBenchHost(
  library: string,
  roots: readonly string[],
  temporary: string,
  mostStartMs = startMs,
): Promise<BenchHost> {
  const config = join(temporary, 'config');
  mkdirSync(config, { recursive: true });
  const began = performance.now();
  const args = ['serve', '--json', '--no-open', '--port', '0', '--library', library];
  const child = spawn(process.execPath, [program, ...args, ...roots.flatMap((root) => ['--root', root])], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, RUSHES_CONFIG: config },
  });
  const address = await addressOf(child, mostStartMs);
  return {
    address,
    origin: new URL(address).origin,
    startedAfterMs: performance.now() - began,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function addressOf(child: ChildProcess, mostStartMs: number): Promise<string> {
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => (text += part));
  const deadline = performance.now() + mostStartMs;
  while (performance.now() < deadline && child.exitCode === null) {
    const address = /http:\/\/[^\s"]+\/open\/[\w-]+/.exec(text)?.[0];
    if (address !== undefined) return address;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  child.kill('SIGKILL');
  throw new Error(`the host named no address:\n${text}`);
}

/** null: there is none here. `RUSHES_CHROMIUM` says where it is. */
export async function startBrowser(): Promise<Browser | null> {
  const executablePath = process.env['RUSHES_CHROMIUM'] ?? '/usr/bin/chromium';
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ];
  try {
    return await chromium.launch({ executablePath, args });
  } catch {
    return null;
  }
}

/** Asks commands as a window does; gives milliseconds until the whole answer is there. */
export async function openCaller(host: BenchHost) {
  const opened = await fetch(host.address, { redirect: 'manual' });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { cookie, origin: host.origin, 'content-type': 'application/json' };
  return async (
    name: string,
    request: unknown,
  ): Promise<{ readonly data: unknown; readonly tookMs: number }> => {
    const began = performance.now();
    const response = await fetch(`${host.origin}/api/call/${name}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(request),
    });
    const reply = (await response.json()) as { readonly ok: boolean; readonly data: unknown };
    const tookMs = performance.now() - began;
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply)}`);
    return { data: reply.data, tookMs };
  };
}
