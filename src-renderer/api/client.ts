/**
 * The one thing the window knows of its host. Whether commands travel over HTTP or over Electron's messages is
 * decided in create-client.ts and nowhere else.
 */
import type { MenuCommand } from '../../src-preload/contract/bridge.ts';
import type { CommandInput, CommandName, CommandResponse } from '../../src-preload/contract/commands.ts';
import type {
  HostCommandInput,
  HostCommandName,
  HostCommandResponse,
} from '../../src-preload/contract/host-commands.ts';
import type { LiveMessage } from '../../src-preload/contract/live.ts';
import type { MediaKind } from '../../src-preload/contract/media.ts';

/** 'lost': tried again by itself; 'ended': this window does not belong to the Rushes that runs now. */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'ended';

export interface LiveListener {
  onMessage(message: LiveMessage): void;
  onConnection(state: ConnectionState): void;
}

export interface UploadOptions {
  readonly signal: AbortSignal;
  /** `fraction` 0 to 1. */
  onProgress(fraction: number): void;
}

export interface RushesClient {
  /** @throws AppError what the command failed with; 'engine-unavailable' where there is no answer; 'cancelled' */
  ask<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    signal?: AbortSignal,
  ): Promise<CommandResponse<N>>;
  /** The same for what the host does itself. @throws AppError */
  askHost<N extends HostCommandName>(
    name: N,
    input: HostCommandInput<N>,
    signal?: AbortSignal,
  ): Promise<HostCommandResponse<N>>;
  /** Live messages until the function it gives is called; after a lost connection it goes on where it stopped. */
  listen(listener: LiveListener): () => void;
  /** An address for pictures and players. With a version it may be kept for ever. */
  mediaUrl(clipId: string, kind: MediaKind, version?: string | null): string;
  /** Where dropped files are on this machine; null: this host can't tell, `upload` takes their content. */
  pathsOf(files: readonly File[]): readonly string[] | null;
  /** Sends a file's content into the library's folder; goes on where an earlier try of the same file stopped. @throws AppError */
  upload(file: File, options: UploadOptions): Promise<void>;
  /** Shows a place on OpenStreetMap, in the system's browser or a new tab. */
  openMap(latitude: number, longitude: number): Promise<void>;
  /** What a native menu asks for, where there is one. */
  onMenu(listener: (command: MenuCommand) => void): () => void;
}
