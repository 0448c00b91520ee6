import { readAnnotations } from '../library/annotations.ts';
import { readClipExif } from '../library/clip-exif.ts';
import { readClipInfo, runStageOnClip } from '../library/clip-reading.ts';
import { readClipUnderstanding } from '../library/clip-understanding.ts';
import { importSidecar, removeSidecar } from '../library/sidecar-import.ts';
import { editWord } from '../library/transcript-edits.ts';
import { readClipTimeline } from '../library/clip-timeline.ts';
import { prepareProxy, readPlayback } from '../library/playback.ts';
import type { HandlersOf } from './handler.ts';

export const clipHandlers: HandlersOf<'clip'> = {
  'clip.info': readClipInfo,
  'clip.runStage': runStageOnClip,
  'clip.timeline': readClipTimeline,
  'clip.understanding': readClipUnderstanding,
  'clip.editWord': (request, context) => editWord(request, context),
  'clip.importSidecar': (request, context) => importSidecar(request, context),
  'clip.removeSidecar': (request, context) => removeSidecar(request, context),
  'clip.exif': readClipExif,
  'clip.annotations': (request, context) => readAnnotations(request, context),
  'clip.playback': (request, context) => readPlayback(request, context),
  'clip.prepareProxy': (request, context) => prepareProxy(request, context),
};
