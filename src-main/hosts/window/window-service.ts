/** What every host of windows offers them, whatever carries it: HTTP or Electron's messages. */
import type { Reply } from '../../../src-preload/contract/command.ts';
import type { HostCommandResponse } from '../../../src-preload/contract/host-commands.ts';
import type { LiveMessage } from '../../../src-preload/contract/live.ts';
import type { MediaKind } from '../../../src-preload/contract/media.ts';
import type { MediaLocation } from '../../engine/process/protocol.ts';

export interface WindowService {
  /** A command of the contract or of the host; never rejects. Paths in requests are held to the allowed roots. */
  call(name: string, rawRequest: unknown, signal: AbortSignal): Promise<Reply<unknown>>;
  locateMedia(clipId: string, kind: MediaKind, signal: AbortSignal): Promise<MediaLocation | null>;
  subscribe(listener: (message: LiveMessage) => void): () => void;
  replay(afterSequence: number, signal: AbortSignal): Promise<readonly LiveMessage[]>;
  close(): Promise<void>;
}

type Abilities = HostCommandResponse<'host.facts'>['abilities'];

/** What differs between hosts. What a host can't do it leaves out, and `abilities` says so. */
export interface HostPowers {
  readonly host: 'electron' | 'web';
  readonly abilities: Abilities;
  /** Folders that windows may browse and add from; 'all': whatever this user can read. Absolute, real paths. */
  readonly roots: 'all' | readonly string[];
  /** Shows a file in the file manager. Absolute path. */
  reveal?(path: string): Promise<void>;
  chooseFolders?(purpose: 'add' | 'library'): Promise<readonly string[]>;
  dragOut?(paths: readonly string[], iconPath: string | null): Promise<void>;
  /** Opens an https address in the system's browser. */
  openExternal?(address: string): Promise<void>;
}
