/**
 * The preload script: puts the bridge of `contract/bridge.ts` into the window and nothing else. It is bundled into one
 * file, because a sandboxed preload script may load nothing but Electron's own module.
 */
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import {
  type Bridge,
  type BridgeCall,
  bridgeName,
  callChannel,
  channels,
  mediaBase,
  type MenuCommand,
} from './contract/bridge.ts';
import type { Reply } from './contract/command.ts';
import { AppError, type ErrorCode } from './contract/errors.ts';
import type { LiveMessage } from './contract/live.ts';

contextBridge.exposeInMainWorld(bridgeName, createBridge());

function createBridge(): Bridge {
  let calls = 0;
  let stopListening = (): void => undefined;
  return {
    mediaBase,
    call: (name, request) => {
      calls += 1;
      return call(calls, name, request);
    },
    listen: (afterSequence, listener) => {
      stopListening();
      const stop = listen(afterSequence, listener);
      stopListening = stop;
      return stop;
    },
    onMenu: (listener) =>
      hear(channels.menu, (command) => {
        listener(command as MenuCommand);
      }),
    pathsOf: (files) => files.map((file) => pathOf(file)),
  };
}

function call(id: number, name: string, request: unknown): BridgeCall {
  const channel = callChannel(name);
  if (channel === null) {
    const reply = failed('bad-arguments', { command: name, detail: 'there is no such command' });
    return { reply: Promise.resolve(reply), abort: () => undefined };
  }
  return {
    reply: ask(channel, { id, request }),
    abort: () => {
      ipcRenderer.send(channels.abort, id);
    },
  };
}

async function ask(channel: string, question: unknown): Promise<Reply<unknown>> {
  try {
    return (await ipcRenderer.invoke(channel, question)) as Reply<unknown>;
  } catch (thrown) {
    return failed('engine-unavailable', { detail: thrown instanceof Error ? thrown.message : '' });
  }
}

function failed(code: ErrorCode, facts: Record<string, string>): Reply<never> {
  return { ok: false, error: new AppError(code, facts).serialize() };
}

function listen(afterSequence: number | null, listener: (message: LiveMessage) => void): () => void {
  const unhear = hear(channels.live, (message) => {
    listener(message as LiveMessage);
  });
  void ipcRenderer.invoke(channels.listen, afterSequence).catch(() => {
    // The main process is gone, and this window with it.
  });
  let state: 'listening' | 'over' = 'listening';
  return () => {
    if (state === 'over') return;
    state = 'over';
    unhear();
    // Whoever listens anew has taken the place of this link already.
    if (ipcRenderer.listenerCount(channels.live) === 0) ipcRenderer.send(channels.unlisten);
  };
}

/** Only what was sent reaches the page, never the event, which leads to `ipcRenderer`. */
function hear(channel: string, listener: (message: unknown) => void): () => void {
  const onMessage = (_event: IpcRendererEvent, message: unknown): void => {
    listener(message);
  };
  ipcRenderer.on(channel, onMessage);
  return () => {
    ipcRenderer.off(channel, onMessage);
  };
}

function pathOf(file: object): string {
  try {
    return webUtils.getPathForFile(file as File);
  } catch {
    return '';
  }
}
