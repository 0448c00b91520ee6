import { readAnnotations } from '../library/annotations.ts';
import { readClipExif } from '../library/clip-exif.ts';
import { readClipInfo, runStageOnClip } from '../library/clip-reading.ts';
import { readClipTimeline } from '../library/clip-timeline.ts';
import { prepareProxy, readPlayback } from '../library/playback.ts';
import type { HandlersOf } from './handler.ts';

export const clipHandlers: HandlersOf<'clip'> = {
  'clip.info': readClipInfo,
  'clip.runStage': runStageOnClip,
  'clip.timeline': readClipTimeline,
  'clip.exif': readClipExif,
  'clip.annotations': (request, context) => readAnnotations(request, context),
  'clip.playback': (request, context) => readPlayback(request, context),
  'clip.prepareProxy': (request, context) => prepareProxy(request, context),
};
