import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ElectronStandIn } from '../tests/support/electron-stand-in/electron-stand-in.ts';
import { type Bridge, channels } from './contract/bridge.ts';
import type { LiveMessage } from './contract/live.ts';

let standIn: ElectronStandIn;
let bridge: Bridge;

beforeEach(async () => {
  standIn = new ElectronStandIn();
  vi.resetModules();
  vi.doMock('electron', () => standIn.electron);
  await import('./index.ts');
  bridge = standIn.exposed.get('rushes') as Bridge;
});

describe('calls over the bridge', () => {
  it('carry plain data under numbers of their own, each on the channel of its command', async () => {
    standIn.ipcRenderer.answer = (channel) => Promise.resolve({ ok: true, data: channel });
    const calls = [bridge.call('library.status', {}), bridge.call('host.facts', { a: 1 })];
    await expect(Promise.all(calls.map(({ reply }) => reply))).resolves.toEqual([
      { ok: true, data: 'rushes:call:library.status' },
      { ok: true, data: 'rushes:call:host.facts' },
    ]);
    expect(standIn.ipcRenderer.invoked.map(({ message }) => message)).toEqual([
      { id: 1, request: {} },
      { id: 2, request: { a: 1 } },
    ]);
  });

  it('are aborted by their number', () => {
    bridge.call('library.status', {});
    bridge.call('library.stats', {}).abort();
    expect(standIn.ipcRenderer.sent).toEqual([{ channel: channels.abort, message: 2 }]);
  });

  it('by a name that nobody knows reach nobody', async () => {
    for (const name of ['library.drop', '__proto__', 'toString', 'rushes:abort', '']) {
      const call = bridge.call(name, {});
      call.abort();
      await expect(call.reply).resolves.toMatchObject({ ok: false, error: { code: 'bad-arguments' } });
    }
    expect(standIn.ipcRenderer.invoked).toEqual([]);
    expect(standIn.ipcRenderer.sent).toEqual([]);
  });

  it('never reject, not even when what they carry can not be carried', async () => {
    const { reply } = bridge.call('library.status', { listener: () => undefined });
    await expect(reply).resolves.toMatchObject({ ok: false, error: { code: 'engine-unavailable' } });
  });
});

describe('listening over the bridge', () => {
  const message: LiveMessage = { kind: 'reset' };

  it('tells the main process from where on, and hears until it is ended', () => {
    const heard: unknown[] = [];
    const end = bridge.listen(41, (live) => heard.push(live));
    standIn.ipcRenderer.arrive(channels.live, message);
    end();
    end();
    standIn.ipcRenderer.arrive(channels.live, message);
    expect(heard).toEqual([message]);
    expect(standIn.ipcRenderer.invoked).toEqual([{ channel: channels.listen, message: 41 }]);
    expect(standIn.ipcRenderer.sent).toEqual([{ channel: channels.unlisten, message: undefined }]);
  });

  it('is for one at a time, and the next one goes on without a gap', () => {
    const heard: string[] = [];
    const endFirst = bridge.listen(null, () => heard.push('first'));
    bridge.listen(null, () => heard.push('second'));
    endFirst();
    standIn.ipcRenderer.arrive(channels.live, message);
    expect(heard).toEqual(['second']);
    expect(standIn.ipcRenderer.listenerCount(channels.live)).toBe(1);
    // What was sent about the first came before the second said that it listens.
    expect(standIn.ipcRenderer.invoked.at(-1)?.channel).toBe(channels.listen);
  });

  it('hears the menu', () => {
    const heard: unknown[] = [];
    const end = bridge.onMenu((command) => heard.push(command));
    standIn.ipcRenderer.arrive(channels.menu, 'undo');
    end();
    standIn.ipcRenderer.arrive(channels.menu, 'find');
    expect(heard).toEqual(['undo']);
  });
});

describe('pathsOf', () => {
  it('gives the path of each file, and none for those that are not on a disk', () => {
    const [one, two] = [
      { name: 'a', size: 1 },
      { name: 'b', size: 1 },
    ];
    standIn.filePaths.set(one, '/clips/a');
    expect(bridge.pathsOf([one, two])).toEqual(['/clips/a', '']);
  });
});
