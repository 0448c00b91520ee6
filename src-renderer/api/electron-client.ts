/** The window in Electron: everything travels over the bridge that the preload script puts there. */
import type { Bridge } from '../../src-preload/contract/bridge.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { mediaAddress } from '../../src-preload/contract/media.ts';
import type { RushesClient } from './client.ts';
import { dataOf } from './reply.ts';

declare global {
  interface Window {
    /** Only in Electron. */
    readonly rushes?: Bridge;
  }
}

export function createElectronClient(bridge: Bridge): RushesClient {
  const ask = async (name: string, request: unknown, signal?: AbortSignal): Promise<unknown> => {
    const call = bridge.call(name, request);
    const abort = (): void => {
      call.abort();
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return dataOf(await call.reply);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };
  return {
    ask: ask as RushesClient['ask'],
    askHost: ask as RushesClient['askHost'],
    listen: (listener) => {
      const silence = bridge.listen(null, (message) => {
        listener.onMessage(message);
      });
      listener.onConnection('connected');
      return silence;
    },
    mediaUrl: (clipId, kind, version = null) => mediaAddress(bridge.mediaBase, clipId, kind, version),
    pathsOf: (files) => bridge.pathsOf([...files]).filter((path) => path !== ''),
    upload: (file) => Promise.reject(new AppError('not-offered', { file: file.name })),
    openMap: async (latitude, longitude) => {
      await ask('host.openMap', { latitude, longitude });
    },
    onMenu: (listener) => bridge.onMenu(listener),
  };
}
