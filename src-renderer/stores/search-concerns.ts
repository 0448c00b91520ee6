import type { EngineEvent } from '../../src-preload/contract/events.ts';
import type { LiveMessage } from '../../src-preload/contract/live.ts';

/** PURE: whether other clips may be found after it, or other things of them. */
export function changesResults(message: LiveMessage): boolean {
  // With a pack that has come, meaning can be searched that could not before.
  if (message.kind === 'models') return message.pack.state === 'installed';
  return message.kind === 'events' && message.events.some(changes);
}

function changes({ type }: EngineEvent): boolean {
  return (
    type === 'artifact-stored' ||
    type === 'clips-annotated' ||
    type === 'clip-added' ||
    type === 'file-changed' ||
    type === 'scan-finished'
  );
}
