/** Keys of the clip screen, wherever the focus is, but for fields, dialogs and controls that want the same keys. */
import { useCallback, useEffect } from 'react';
import { useClipScope } from './clip-context.ts';
import { type ClipKey, clipKeyOf } from './clip-keys.ts';
import type { Transport } from './player/transport.ts';
import type { ClipCommands } from './use-clip-commands.ts';

interface KeyTargets {
  readonly commands: ClipCommands;
  readonly toggleFullscreen: () => void;
  readonly openNeighbour: (by: 1 | -1) => void;
}

export function useClipKeys(targets: KeyTargets): void {
  const run = useKeyDeeds(targets);
  const { transport } = useClipScope();
  useEffect(() => {
    let stopKey: 'held' | 'up' = 'up';
    const onKeyDown = (event: KeyboardEvent): void => {
      const key = clipKeyOf(event);
      if (key === null || event.defaultPrevented || isTaken(event, key)) return;
      event.preventDefault();
      // Held down, most keys go on; those that switch would only flicker.
      if (event.repeat && !goesOn(key)) return;
      if (key.kind === 'stop') stopKey = 'held';
      if (key.kind === 'shuttle') transport.shuttle(key.key, stopKey);
      else run(key);
    };
    const onKeyUp = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || stopKey === 'up') return;
      stopKey = 'up';
      // Slow motion lasts as long as K is held.
      transport.stop();
    };
    window.addEventListener('keydown', onKeyDown);
    window.addEventListener('keyup', onKeyUp);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      window.removeEventListener('keyup', onKeyUp);
    };
  }, [transport, run]);
}

function useKeyDeeds({
  commands,
  toggleFullscreen,
  openNeighbour,
}: KeyTargets): (key: Exclude<ClipKey, { kind: 'shuttle' }>) => void {
  const { transport, view } = useClipScope();
  return useCallback(
    (key) => {
      switch (key.kind) {
        case 'stop':
          transport.stop();
          return;
        case 'neighbour':
          openNeighbour(key.by);
          return;
        case 'zoom':
          view.zoomAtTime(key.factor, transport.store.getState().timeSec);
          return;
        case 'fit':
          view.fit();
          return;
        case 'rate':
          commands.rate(key.rating);
          return;
        case 'fullscreen':
          toggleFullscreen();
          return;
        case 'leave':
          // Out of full screen first; the browser does that by itself.
          if (document.fullscreenElement === null) commands.leave();
          return;
        case 'toggle':
        case 'mute':
        case 'boxes':
          commands[key.kind]();
          return;
        default:
          go(key, transport, commands);
          view.show(transport.store.getState().timeSec);
      }
    },
    [transport, view, commands, toggleFullscreen, openNeighbour],
  );
}

type MoveKind = 'frames' | 'seconds' | 'cut' | 'start' | 'end';

function go(key: Extract<ClipKey, { kind: MoveKind }>, transport: Transport, commands: ClipCommands): void {
  switch (key.kind) {
    case 'frames':
      transport.step(key.by);
      break;
    case 'seconds':
      transport.seek(transport.store.getState().timeSec + key.by);
      break;
    case 'cut':
      commands.seekCut(key.by);
      break;
    case 'start':
      transport.seek(0);
      break;
    case 'end':
      transport.seek(transport.lastSec);
      break;
  }
}

function goesOn({ kind }: ClipKey): boolean {
  return kind === 'frames' || kind === 'seconds' || kind === 'cut' || kind === 'zoom';
}

/** A list that was opened, or only had its button focused, stays in the page, closed. */
const floating = ':is([role=dialog], [role=alertdialog], [role=menu], [role=listbox]):not([data-closed])';
const writing = 'input:not([type=range]), textarea, select, [contenteditable=true]';
const pressing =
  'button, a, summary, [role=button], [role=tab], [role=switch], [role=checkbox], [role=radio]';
const moving =
  'input[type=range], [role=tab], [role=slider], [role=scrollbar], [role=radio], [role=radiogroup] *';

/** Whether something else wants this key: a dialog that is open, a field that is written in, a control that has the focus. */
function isTaken({ target }: KeyboardEvent, { kind }: ClipKey): boolean {
  if (document.querySelector(floating) !== null) return true;
  if (!(target instanceof Element) || target.closest('[data-keys=clip]') !== null) return false;
  if (target.closest(writing) !== null) return true;
  if (kind === 'toggle') return target.closest(pressing) !== null;
  const isMove = ['frames', 'seconds', 'cut', 'start', 'end', 'neighbour'].includes(kind);
  return isMove && (target.closest(moving) !== null || isScrollable(target.closest('[data-scrolls]')));
}

function isScrollable(area: Element | null): boolean {
  return area !== null && area.scrollHeight > area.clientHeight;
}
