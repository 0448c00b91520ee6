/** Tells the desktop of the work: bar in the task bar or dock, no sleep, a notification when it is done. */
import type { BrowserWindow, PowerSaveBlocker } from 'electron';
import type { WorkSignals } from './work-meter.ts';

export interface DesktopParts {
  readonly powerSaveBlocker: Pick<PowerSaveBlocker, 'start' | 'stop'>;
  /** null: there is no window now. */
  readonly window: () => Pick<BrowserWindow, 'isFocused' | 'setProgressBar'> | null;
  readonly notify: (finished: NonNullable<WorkSignals['finished']>) => void;
}

export function workSignaller(parts: DesktopParts): (signals: WorkSignals) => void {
  const wake = new Wakefulness(parts.powerSaveBlocker);
  return ({ progress, sleep, finished }) => {
    wake.set(sleep);
    showProgress(parts.window(), progress);
    if (finished !== null && parts.window()?.isFocused() !== true) parts.notify(finished);
  };
}

function showProgress(window: ReturnType<DesktopParts['window']>, progress: WorkSignals['progress']): void {
  if (window === null) return;
  // Below 0 there is no bar; above 1 its length means nothing.
  if (progress === 'none') window.setProgressBar(-1);
  else if (progress === 'unknown') window.setProgressBar(2, { mode: 'indeterminate' });
  else window.setProgressBar(progress.share, { mode: progress.state === 'paused' ? 'paused' : 'normal' });
}

class Wakefulness {
  readonly #blocker: DesktopParts['powerSaveBlocker'];
  #blockId: number | null = null;

  constructor(blocker: DesktopParts['powerSaveBlocker']) {
    this.#blocker = blocker;
  }

  set(sleep: WorkSignals['sleep']): void {
    if (sleep === 'prevented') {
      this.#blockId ??= this.#blocker.start('prevent-app-suspension');
      return;
    }
    if (this.#blockId !== null) this.#blocker.stop(this.#blockId);
    this.#blockId = null;
  }
}
