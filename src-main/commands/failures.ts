import { readFailures } from '../library/failures.ts';
import { retryFailures } from '../library/retry-failures.ts';
import type { HandlersOf } from './handler.ts';

export const failureHandlers: HandlersOf<'failures'> = {
  'failures.list': readFailures,
  'failures.retry': retryFailures,
};
