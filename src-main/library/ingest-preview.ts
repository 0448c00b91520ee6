/** Says what an ingest would find. */
import type { CommandRequest, CommandResponse } from '../../src-preload/contract/commands.ts';
import { countStates, type IngestedFiles, reportClips } from './ingest-report.ts';
import type { IngestRequest } from './ingest-types.ts';
import type { LibraryView } from './library-view.ts';

export interface PreviewDeps extends LibraryView {
  /** Finds and identifies files as an ingest does, and writes nothing. */
  preview(
    request: Pick<IngestRequest, 'paths' | 'recursive' | 'pattern'>,
    signal: AbortSignal,
  ): Promise<IngestedFiles>;
}

/** @throws AppError cancelled, file-missing, permission-denied, bad-arguments */
export async function previewIngest(
  request: CommandRequest<'library.preview'>,
  deps: PreviewDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'library.preview'>> {
  const startMs = deps.clock.now();
  const files = await deps.preview(request, signal);
  const clips = reportClips(files, []);
  const wallSec = (deps.clock.now() - startMs) / 1000;
  return {
    library: deps.libraryPath,
    clips,
    summary: { found: files.found, ...countStates(clips), stagesRun: 0, stagesReused: 0, wallSec },
  };
}
