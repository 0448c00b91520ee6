import { describe, expect, it, vi } from 'vitest';
import { callChannel, channels } from '../../../src-preload/contract/bridge.ts';
import type { Reply } from '../../../src-preload/contract/command.ts';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import { ElectronStandIn } from '../../../tests/support/electron-stand-in/electron-stand-in.ts';
import { SessionStandIn } from '../../../tests/support/electron-stand-in/stand-in-session.ts';
import { ContentsStandIn } from '../../../tests/support/electron-stand-in/stand-in-window.ts';
import { offerCommands } from './command-channels.ts';
import { createLiveLinks } from './live-links.ts';

interface Heard {
  readonly name: string;
  readonly request: unknown;
  readonly signal: AbortSignal;
  answer(reply: Reply<unknown>): void;
}

function offered() {
  const { ipcMain } = new ElectronStandIn();
  const contents = new ContentsStandIn(7, new SessionStandIn('', {}));
  contents.mainFrame = { url: 'app://rushes/', parent: null };
  const heard: Heard[] = [];
  const listeners = new Set<(message: LiveMessage) => void>();
  const service = {
    call: (name: string, request: unknown, signal: AbortSignal) =>
      new Promise<Reply<unknown>>((resolve) => heard.push({ name, request, signal, answer: resolve })),
    subscribe: (listener: (message: LiveMessage) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    replay: () => Promise.resolve([]),
  };
  const replies: string[] = [];
  // What the stand-in has of Electron's is what is used here.
  const ipc = ipcMain as unknown as Parameters<typeof offerCommands>[0]['ipc'];
  const offer = offerCommands({
    ipc,
    service,
    live: createLiveLinks(service),
    onReply: (name) => replies.push(name),
  });
  const ask = (name: string, message: unknown): Promise<unknown> =>
    ipcMain.invoke(contents, callChannel(name) ?? `rushes:call:${name}`, message);
  return { ipcMain, contents, heard, listeners, replies, offer, ask };
}

describe('commands of a window', () => {
  it('go on as their schema reads them, and nothing else with them', async () => {
    const { ask, heard, replies } = offered();
    const answer = ask('library.list', { id: 3, request: { limit: 5, evil: true } });
    await vi.waitUntil(() => heard.length === 1);
    expect(heard[0]).toMatchObject({ name: 'library.list', request: { limit: 5, offset: 0 } });
    expect(heard[0]?.request).not.toHaveProperty('evil');
    heard[0]?.answer({ ok: true, data: { clips: [] } });
    await expect(answer).resolves.toEqual({ ok: true, data: { clips: [] } });
    expect(replies).toEqual(['library.list']);
  });

  it('that are of no such shape are answered with what is wrong, and asked of nobody', async () => {
    const { ask, heard } = offered();
    await expect(ask('library.list', { id: 1, request: { limit: 'all' } })).resolves.toMatchObject({
      ok: false,
      error: { code: 'bad-arguments', facts: { command: 'library.list', field: 'limit' } },
    });
    await expect(ask('host.browse', { id: 2, request: null })).resolves.toMatchObject({ ok: false });
    expect(heard).toEqual([]);
  });

  it('without a number are refused', async () => {
    const { ask, heard } = offered();
    for (const message of [
      null,
      {},
      { id: -1, request: {} },
      { id: 1.5, request: {} },
      { id: '1', request: {} },
    ])
      await expect(ask('library.status', message)).rejects.toThrow();
    expect(heard).toEqual([]);
  });

  it('that nobody knows have no channel', async () => {
    const { ask } = offered();
    for (const name of ['library.drop', '__proto__', 'constructor', ''])
      await expect(ask(name, { id: 1, request: {} })).rejects.toThrow('No handler');
  });

  it('are aborted by their number, by the window that asked only', async () => {
    const { ask, heard, ipcMain, contents } = offered();
    void ask('library.status', { id: 4, request: {} });
    await vi.waitUntil(() => heard.length === 1);
    const other = new ContentsStandIn(8, contents.session);
    other.mainFrame = contents.mainFrame;
    ipcMain.tell(other, channels.abort, 4);
    ipcMain.tell(contents, channels.abort, 5);
    ipcMain.tell(contents, channels.abort, '4');
    ipcMain.tell(contents, channels.abort, 4, { url: 'https://example.org/', parent: null });
    expect(heard[0]?.signal.aborted).toBe(false);
    ipcMain.tell(contents, channels.abort, 4);
    expect(heard[0]?.signal.aborted).toBe(true);
  });

  it('are all aborted when the window is gone, and its numbers are free again', async () => {
    const { ask, heard, offer } = offered();
    void ask('library.status', { id: 1, request: {} });
    void ask('library.stats', { id: 2, request: {} });
    await vi.waitUntil(() => heard.length === 2);
    offer.forget(7);
    expect(heard.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    void ask('library.status', { id: 1, request: {} });
    await vi.waitUntil(() => heard.length === 3);
    heard[0]?.answer({ ok: true, data: {} });
    expect(heard[2]?.signal.aborted).toBe(false);
  });
});

describe('listening', () => {
  it('begins when a window says so and ends when it says so', async () => {
    const { ipcMain, contents, listeners } = offered();
    await ipcMain.invoke(contents, channels.listen, null);
    for (const listener of listeners) listener({ kind: 'reset' });
    expect(contents.sent).toEqual([{ channel: channels.live, message: { kind: 'reset' } }]);
    ipcMain.tell(contents, channels.unlisten, null, { url: 'https://example.org/', parent: null });
    expect(listeners.size).toBe(1);
    ipcMain.tell(contents, channels.unlisten, null);
    expect(listeners.size).toBe(0);
  });

  it('from a place that is none is refused', async () => {
    const { ipcMain, contents, listeners } = offered();
    for (const place of ['0', -1, undefined, {}])
      await expect(ipcMain.invoke(contents, channels.listen, place)).rejects.toThrow();
    expect(listeners.size).toBe(0);
  });

  it('sends nothing to a window that is destroyed', async () => {
    const { ipcMain, contents, listeners } = offered();
    await ipcMain.invoke(contents, channels.listen, null);
    contents.destroy();
    for (const listener of listeners) listener({ kind: 'reset' });
    expect(contents.sent).toEqual([]);
  });
});
