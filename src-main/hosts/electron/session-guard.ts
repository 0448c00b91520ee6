/** What pages of our session may do with the machine and the network: next to nothing. */
import type { Session } from 'electron';
import { isOwnAddress } from './window-address.ts';
import { mediaScheme } from './schemes.ts';

/** Not kept on disk: nothing that a page stores or caches outlives the app. */
export const sessionPartition = 'rushes';

/** The player fills the screen, and text is copied at a click. Reading the clipboard is another permission. */
const allowedPermissions = ['fullscreen', 'clipboard-sanitized-write'];

export type Inspection = 'allowed' | 'denied';

export function guardSession(session: Session, inspection: Inspection): void {
  const mayHave = (permission: string, address: string): boolean =>
    allowedPermissions.includes(permission) && isOwnAddress(address);
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(mayHave(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, _origin, details) =>
    mayHave(permission, details.requestingUrl ?? ''),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !mayLoad(details.url, inspection) });
  });
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  // Chromium would fetch dictionaries.
  session.setSpellCheckerEnabled(false);
}

/** Whether anything at all may be loaded from there. */
function mayLoad(address: string, inspection: Inspection): boolean {
  if (isOwnAddress(address)) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, pathname } = new URL(address);
  if (protocol === `${mediaScheme}:`) return true;
  // Made by the window itself, out of what it has.
  if (protocol === 'blob:') return isOwnAddress(pathname);
  return protocol === 'devtools:' && inspection === 'allowed';
}
