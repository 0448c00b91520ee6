/** The one address that a window of ours shows. Everything else is foreign. */
import type { WebFrameMain } from 'electron';
import { windowOrigin } from '../../../src-preload/contract/bridge.ts';

const own = new URL(windowOrigin);

/** Where the window begins. */
export const windowAddress = `${windowOrigin}/`;

/** Node gives addresses of schemes of one's own no origin, so its parts are compared. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === own.protocol && host === own.host && username === '' && password === '';
}

/** Whether a message comes from our window itself: not from a frame in it, nor from one that is gone already. */
export function isOwnFrame(frame: Pick<WebFrameMain, 'url' | 'parent'> | null): boolean {
  return frame?.parent === null && isOwnAddress(frame.url);
}
