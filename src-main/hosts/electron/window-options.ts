/** How our window is made. Defaults that matter for safety are spelt out, so that none changes behind our back. */
import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { sessionPartition, type Inspection } from './session-guard.ts';
import type { WindowBounds } from './window-state.ts';

/** In CSS pixels. */
const smallestWindow = { width: 760, height: 520 } as const;

/** Behind the page until it is drawn: the window's own ground, so that nothing flashes. */
export const grounds = { dark: '#16171a', light: '#f6f6f7' } as const;

export interface WindowWishes {
  readonly bounds: WindowBounds;
  readonly preload: string;
  readonly ground: string;
  readonly inspection: Inspection;
}

export function windowOptions(wishes: WindowWishes): BrowserWindowConstructorOptions {
  const { bounds, ground } = wishes;
  return {
    ...(bounds.x === null || bounds.y === null ? {} : { x: bounds.x, y: bounds.y }),
    width: bounds.width,
    height: bounds.height,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Rushes',
    backgroundColor: ground,
    // Shown when there is something to see.
    show: false,
    webPreferences: webPreferences(wishes),
  };
}

function webPreferences({ preload, inspection }: WindowWishes): WebPreferences {
  return {
    preload,
    partition: sessionPartition,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    experimentalFeatures: false,
    plugins: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: inspection === 'allowed',
  };
}
