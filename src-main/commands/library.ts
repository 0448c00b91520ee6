import { backupLibrary } from '../library/backup.ts';
import { listDuplicates } from '../library/duplicates.ts';
import { previewIngest } from '../library/ingest-preview.ts';
import { ingestAndReport } from '../library/ingest-report.ts';
import { listClips } from '../library/listing.ts';
import { makeSampleClips } from '../library/sample-clips.ts';
import { readStatistics } from '../library/statistics.ts';
import { readStatus } from '../library/status.ts';
import { addPaths, rescanRoots, stopScan } from '../library/scan-requests.ts';
import { verifyLibrary } from '../library/verification.ts';
import type { HandlersOf } from './handler.ts';

export const libraryHandlers: HandlersOf<'library'> = {
  'library.ingest': ingestAndReport,
  'library.add': addPaths,
  'library.rescan': (_request, context) => rescanRoots(context),
  'library.stopScan': stopScan,
  'library.preview': previewIngest,
  'library.makeSamples': (_request, context, signal) => makeSampleClips(context, signal),
  'library.list': (request, context) => listClips(request, context),
  'library.status': (_request, context) => readStatus(context),
  'library.stats': (_request, context) => readStatistics(context),
  'library.duplicates': (_request, context) => listDuplicates(context),
  'library.backup': backupLibrary,
  'library.verify': verifyLibrary,
};
