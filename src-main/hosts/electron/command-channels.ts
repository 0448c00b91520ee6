/** What windows may ask: one channel for each command, answered to our own window only, requests parsed before use. */
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { callChannel, callNames, channels } from '../../../src-preload/contract/bridge.ts';
import type { Reply } from '../../../src-preload/contract/command.ts';
import { commands, isCommandName } from '../../../src-preload/contract/commands.ts';
import { AppError, toAppError } from '../../../src-preload/contract/errors.ts';
import { hostCommands, isHostCommandName } from '../../../src-preload/contract/host-commands.ts';
import type { WindowService } from '../window/window-service.ts';
import type { LiveLinks } from './live-links.ts';
import { isOwnFrame } from './window-address.ts';

const callId = z.number().int().nonnegative();
const asked = z.object({ id: callId, request: z.unknown() });
const listened = z.number().int().nonnegative().nullable();

export interface CommandChannels {
  /** Ends what a window has under way: it was closed, reloaded, or its process died. */
  readonly forget: (contentsId: number) => void;
}

interface Offer {
  readonly ipc: Pick<IpcMain, 'handle' | 'on'>;
  readonly service: Pick<WindowService, 'call'>;
  readonly live: LiveLinks;
  /** Hears of every answer before the window gets it. */
  readonly onReply: (name: string, reply: Reply<unknown>) => void;
}

export function offerCommands({ ipc, service, live, onReply }: Offer): CommandChannels {
  const running = new RunningCalls();

  const answer = async (name: string, event: IpcMainInvokeEvent, raw: unknown): Promise<Reply<unknown>> => {
    const { id, request } = asked.parse(raw);
    const parsed = parseRequest(name, request);
    if (!parsed.ok) return parsed;
    const reply = await running.run(event.sender.id, id, (signal) => service.call(name, parsed.data, signal));
    onReply(name, reply);
    return reply;
  };

  for (const name of callNames) {
    const channel = callChannel(name);
    if (channel !== null)
      ipc.handle(channel, (event, raw: unknown) => {
        refuseStrangers(event);
        return answer(name, event, raw);
      });
  }
  ipc.on(channels.abort, (event, raw: unknown) => {
    if (isOwnFrame(event.senderFrame)) running.abort(event.sender.id, callId.safeParse(raw).data);
  });
  ipc.handle(channels.listen, (event, raw: unknown) => {
    refuseStrangers(event);
    const target = { id: event.sender.id, send: sender(event.sender) };
    return live.start(target, listened.parse(raw));
  });
  ipc.on(channels.unlisten, (event) => {
    if (isOwnFrame(event.senderFrame)) live.stop(event.sender.id);
  });

  return {
    forget: (contentsId) => {
      running.abortAll(contentsId);
      live.stop(contentsId);
    },
  };
}

function sender(contents: IpcMainEvent['sender']): (message: unknown) => void {
  return (message) => {
    if (!contents.isDestroyed()) contents.send(channels.live, message);
  };
}

function refuseStrangers(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): void {
  if (!isOwnFrame(event.senderFrame)) throw new Error('Only the window of Rushes may ask.');
}

function parseRequest(name: string, request: unknown): Reply<unknown> {
  try {
    const schema = isCommandName(name)
      ? commands[name].request
      : isHostCommandName(name)
        ? hostCommands[name].request
        : null;
    if (schema === null)
      throw new AppError('bad-arguments', { command: name, detail: 'there is no such command' });
    const parsed = schema.safeParse(request);
    if (parsed.success) return { ok: true, data: parsed.data };
    const [issue] = parsed.error.issues;
    const facts = { field: z.core.toDotPath(issue?.path ?? []), detail: issue?.message ?? '' };
    throw new AppError('bad-arguments', { command: name, ...facts }, parsed.error);
  } catch (error) {
    return { ok: false, error: toAppError(error, { command: name }).serialize() };
  }
}

/** Calls that were not answered yet, by window and by the number that the window gave them. */
class RunningCalls {
  readonly #byWindow = new Map<number, Map<number, AbortController>>();

  async run<T>(contentsId: number, id: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const calls = this.#byWindow.get(contentsId) ?? new Map<number, AbortController>();
    this.#byWindow.set(contentsId, calls);
    const stop = new AbortController();
    calls.set(id, stop);
    try {
      return await work(stop.signal);
    } finally {
      // A window that was reloaded counts from the beginning again.
      if (calls.get(id) === stop) calls.delete(id);
      if (calls.size === 0 && this.#byWindow.get(contentsId) === calls) this.#byWindow.delete(contentsId);
    }
  }

  abort(contentsId: number, id: number | undefined): void {
    if (id !== undefined) this.#byWindow.get(contentsId)?.get(id)?.abort(new AppError('cancelled'));
  }

  abortAll(contentsId: number): void {
    for (const stop of this.#byWindow.get(contentsId)?.values() ?? []) stop.abort(new AppError('cancelled'));
    this.#byWindow.delete(contentsId);
  }
}
