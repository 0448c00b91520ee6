/** The two schemes of the window: its own files, and the media of clips. To be registered before the app is ready. */
import type { CustomScheme } from 'electron';
import { mediaBase, windowOrigin } from '../../../src-preload/contract/bridge.ts';

const schemeOf = (address: string): string => new URL(address).protocol.slice(0, -1);

export const windowScheme = schemeOf(windowOrigin);
export const mediaScheme = schemeOf(mediaBase);

export const customSchemes: CustomScheme[] = [
  {
    scheme: windowScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
  },
  {
    scheme: mediaScheme,
    // Players ask for pieces of a stream; scripts of the window read waveforms, which is across origins.
    privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true },
  },
];
