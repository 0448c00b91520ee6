import type { RushesClient } from './client.ts';
import { createElectronClient } from './electron-client.ts';
import { createHttpClient } from './http-client.ts';

/** Electron's preload script leaves a bridge in the window; where there is none, this is a browser. */
export function createClient(): RushesClient {
  return window.rushes === undefined ? createHttpClient() : createElectronClient(window.rushes);
}
