/** Commands asked beside the window, with its session: for what a test has to know, not for what it shows. */
import type { BrowserContext } from '@playwright/test';
import type { CommandInput, CommandName, CommandResponse } from '../../src-preload/contract/commands.ts';
import type { RunningHost } from './host.ts';

export interface Caller {
  readonly context: BrowserContext;
  readonly host: RunningHost;
}

/** @throws Error what the command failed with */
export async function call<N extends CommandName>(
  { context, host }: Caller,
  name: N,
  input: CommandInput<N>,
): Promise<CommandResponse<N>> {
  const response = await context.request.post(`${host.origin}/api/call/${name}`, {
    data: input,
    headers: { origin: host.origin },
  });
  const reply = (await response.json()) as {
    ok: boolean;
    data: CommandResponse<N>;
    error?: { message: string };
  };
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.data;
}

const lookEveryMs = 150;

/**
 * Waits until so many clips are there and nothing is left to be done.
 *
 * @throws Error with how far it came
 */
export async function waitUntilSettled(caller: Caller, clips: number, timeoutMs = 45_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const status = await call(caller, 'library.status', {});
    const { openClips, jobs } = status;
    if (status.clips >= clips && openClips === 0 && jobs.waiting + jobs.running === 0) return;
    if (Date.now() > deadline) throw new Error(`not settled in time: ${JSON.stringify(status)}`);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** @throws Error where no clip has that name */
export async function clipIdOf(caller: Caller, name: string): Promise<string> {
  const { clips } = await call(caller, 'library.list', {});
  const clip = clips.find((listed) => listed.name === name);
  if (clip === undefined)
    throw new Error(`no clip is named ${name}: ${clips.map((listed) => listed.name).join(', ')}`);
  return clip.id;
}
