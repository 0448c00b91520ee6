/** The end: the windows are closed at once, the engine gets time to put its work down. */
import type { App } from 'electron';
import { setTimeout } from 'node:timers/promises';

/** Engines stop their tools within a few seconds. What is not done by then is done anew at the next start. */
const longestCloseMs = 10_000;

export function closeBeforeQuit(
  app: Pick<App, 'on' | 'quit'>,
  close: () => Promise<void>,
  longestMs = longestCloseMs,
): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  const closeThenQuit = async (): Promise<void> => {
    const waiting = new AbortController();
    const limit = setTimeout(longestMs, undefined, { signal: waiting.signal });
    await Promise.race([close().catch(() => undefined), limit]);
    limit.catch(() => undefined);
    waiting.abort();
    state = 'closed';
    app.quit();
  };
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    void closeThenQuit();
  });
}
