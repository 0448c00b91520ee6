import { cancelClips, pauseWork, raiseClips, resumeWork } from '../library/steering.ts';
import type { HandlersOf } from './handler.ts';

export const schedulerHandlers: HandlersOf<'scheduler'> = {
  'scheduler.pause': (_request, { pipeline }) => pauseWork(pipeline),
  'scheduler.resume': (_request, { pipeline }) => resumeWork(pipeline),
  'scheduler.raise': raiseClips,
  'scheduler.cancel': cancelClips,
};
