import { listStages } from '../library/stage-listing.ts';
import type { HandlersOf } from './handler.ts';

export const stageHandlers: HandlersOf<'stages'> = {
  'stages.list': (_request, { registry }) => listStages(registry),
};
