import { readClipInfo, runStageOnClip } from '../library/clip-reading.ts';
import type { HandlersOf } from './handler.ts';

export const clipHandlers: HandlersOf<'clip'> = {
  'clip.info': readClipInfo,
  'clip.runStage': runStageOnClip,
};
