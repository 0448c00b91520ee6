/**
 * What commands need. The engine puts these together: one for each degree of access. Everything in them is made for the
 * use cases; commands only pass it on.
 */
import type { AccessOf, CommandName } from '../../src-preload/contract/commands.ts';
import type { ModelPacks } from '../../src-preload/contract/commands/models.ts';
import type { AnnotationDeps } from '../library/annotations.ts';
import type { SystemFacts } from '../library/doctor.ts';
import type { PreviewDeps } from '../library/ingest-preview.ts';
import type { IngestReportDeps } from '../library/ingest-report.ts';
import type { LibraryView } from '../library/library-view.ts';
import type { MergeDeps } from '../library/merge-duplicates.ts';
import type { PlaybackDeps } from '../library/playback.ts';
import type { SampleDeps } from '../library/sample-clips.ts';
import type { ScanDeps } from '../library/scan-requests.ts';
import type { UnderstandingDeps } from '../library/clip-understanding.ts';
import type { SidecarDeps } from '../library/sidecar-import.ts';
import type { VerificationDeps } from '../library/verification.ts';
import type { WorkControl } from '../library/work-control.ts';
import type { WorkSettingsDeps } from '../library/work-settings.ts';
import type { CollectionCounting } from '../search/collections/collection-counts.ts';
import type { SearchIndexer } from '../search/indexing/search-indexer.ts';
import type { EmbedDeps } from '../search/embed.ts';
import type { SimilarDeps } from '../search/similar.ts';

/** For commands that need no library. */
export interface HostContext {
  readonly registry: LibraryView['registry'];
  /** Looks at the machine, and at the place of the library that would be used. */
  inspectSystem(libraryPath: string): Promise<SystemFacts>;
}

/** For commands that read a library, whoever writes it. */
export interface ReadContext
  extends
    HostContext,
    VerificationDeps,
    PreviewDeps,
    PlaybackDeps,
    UnderstandingDeps,
    CollectionCounting,
    SimilarDeps {}

/** For commands that change a library: they run in the process that owns it. */
export interface WriteContext
  extends ReadContext, IngestReportDeps, SampleDeps, ScanDeps, AnnotationDeps, EmbedDeps {
  readonly pipeline: WorkControl & WorkSettingsDeps['pipeline'] & SidecarDeps['pipeline'];
  readonly usualLimits: WorkSettingsDeps['usualLimits'];
  readonly setSwitches: WorkSettingsDeps['setSwitches'];
  readonly models: ModelPacks;
  readonly trash: MergeDeps['trash'];
  readonly merges: MergeDeps['merges'];
  readonly searchIndexer: Pick<SearchIndexer, 'reindex'>;
}

interface ContextByAccess {
  readonly none: HostContext;
  readonly read: ReadContext;
  readonly write: WriteContext;
}

/** What the handler of a command is given. */
export type ContextOf<N extends CommandName> = ContextByAccess[AccessOf<N>];
