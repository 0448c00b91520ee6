/**
 * What Electron's preload script puts into the window as `window.rushes`, and the channels that it speaks with the main
 * process over. Only plain data crosses, so a window never holds anything of Electron's or of Node's.
 */
import type { Reply } from './command.ts';
import { commands, isCommandName } from './commands.ts';
import { hostCommands, isHostCommandName } from './host-commands.ts';
import type { LiveMessage } from './live.ts';

/** Name of the property of the window's global object. */
export const bridgeName = 'rushes';

/** The window's own address, and where the media of clips are (`contract/media.ts`). */
export const windowOrigin = 'app://rushes';
export const mediaBase = 'media://clip';

/**
 * What the native menu asks of the window. 'undo', 'select-all' and 'find' mean text where somebody is writing, else the
 * library; the window knows which.
 */
export const menuCommands = [
  'add-folder',
  'open-library',
  'settings',
  'undo',
  'select-all',
  'find',
  'show-library',
  'show-activity',
  'show-models',
  'theme-system',
  'theme-dark',
  'theme-light',
  'keyboard',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** One question that was asked. */
export interface BridgeCall {
  /** Never rejects; an answer that could not be had is a failed reply. */
  readonly reply: Promise<Reply<unknown>>;
  /** The reply still comes, as 'cancelled' or finished. */
  abort(): void;
}

/** A file of a drop or of an input element, as the page has it: the DOM's `File`. */
interface PageFile {
  readonly name: string;
  readonly size: number;
}

export interface Bridge {
  readonly mediaBase: typeof mediaBase;
  /** Asks a command of the contract or of the host. A name that neither has is refused without asking anybody. */
  call(name: string, request: unknown): BridgeCall;
  /**
   * Live messages from now on; with a number those behind that event first, or a 'reset' when they are gone. Gives what
   * ends it. One listener at a time: a further one takes the place of the former.
   */
  listen(afterSequence: number | null, listener: (message: LiveMessage) => void): () => void;
  onMenu(listener: (command: MenuCommand) => void): () => void;
  /** Absolute paths of files and folders, in their order; '' for those that are not on a disk. An array, not a FileList. */
  pathsOf(files: readonly PageFile[]): string[];
}

/** Names of the channels. Each command has one of its own, so that a name that is none reaches nothing. */
export const channels = {
  /** Window to main, one message without an answer: the number of the call. */
  abort: 'rushes:abort',
  /** Window to main: the last event that was seen, or null. */
  listen: 'rushes:listen',
  unlisten: 'rushes:unlisten',
  /** Main to window: a LiveMessage. */
  live: 'rushes:live',
  /** Main to window: a MenuCommand. */
  menu: 'rushes:menu',
} as const;

export const callNames: readonly string[] = [...Object.keys(commands), ...Object.keys(hostCommands)];

/** null: there is no such command. */
export function callChannel(name: string): string | null {
  return isCommandName(name) || isHostCommandName(name) ? `rushes:call:${name}` : null;
}
