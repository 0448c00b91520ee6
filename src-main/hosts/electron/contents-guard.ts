/** Keeps every page where it is: no other address, no second window, no guest. */
import type { App, Event, WebContents } from 'electron';
import { windowAddress } from './window-address.ts';

interface Navigation {
  readonly url: string;
  readonly isMainFrame: boolean;
}

export function guardContents(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_event, contents) => {
    guardOne(contents);
  });
}

function guardOne(contents: WebContents): void {
  // Reloading is the only navigation that there is.
  const stayHere = (event: Event<Navigation>): void => {
    if (!event.isMainFrame || event.url !== windowAddress) event.preventDefault();
  };
  contents.on('will-navigate', stayHere);
  contents.on('will-frame-navigate', stayHere);
  // Our files redirect nowhere.
  contents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
