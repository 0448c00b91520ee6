import { listFailures } from '../library/failures.ts';
import { retryFailures } from '../library/retry-failures.ts';
import type { HandlersOf } from './handlers.ts';

export const failureHandlers: HandlersOf<'failures'> = {
  'failures.list': (_request, view) => ({ library: view.libraryPath, failures: listFailures(view.connection, null) }),
  'failures.retry': retryFailures,
};
