/** Events as Electron sends them: their first argument can be prevented. */
import { EventEmitter } from 'node:events';

export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

export function preventable<Facts extends object>(facts: Facts): Facts & PreventableEvent {
  let isPrevented = false;
  return {
    ...facts,
    get defaultPrevented() {
      return isPrevented;
    },
    preventDefault: () => {
      isPrevented = true;
    },
  };
}

export class Emitter extends EventEmitter {
  /** Emits an event that can be prevented, and says whether it was. */
  offer(name: string, facts: object = {}, ...others: readonly unknown[]): 'prevented' | 'allowed' {
    const event = preventable(facts);
    this.emit(name, event, ...others);
    return event.defaultPrevented ? 'prevented' : 'allowed';
  }
}
