/** What is drawn along a clip's time, from what its stages found. */
import type { ArtifactMap } from '../../src-preload/contract/artifacts.ts';
import type { ClipTimeline } from '../../src-preload/contract/commands/clip-timeline.ts';
import type { CommandRequest } from '../../src-preload/contract/commands.ts';
import { artifactsOfClip } from '../db/repositories/clip-facts.repository.ts';
import { longest } from './clip-info.ts';
import { largeFindings } from './large-findings.ts';
import { resolveClip } from './clip-names.ts';
import type { LibraryView } from './library-view.ts';
import { describeVideo } from './video-info.ts';

/** @throws AppError clip-unknown, bad-arguments; for a file that did not become a clip, the error it was refused with */
export function readClipTimeline(
  request: CommandRequest<'clip.timeline'>,
  { connection }: Pick<LibraryView, 'connection'>,
): ClipTimeline {
  const id = resolveClip(connection, request);
  return describeTimeline(id, artifactsOfClip(connection, id, largeFindings));
}

/** PURE. */
function describeTimeline(id: string, artifacts: Partial<ArtifactMap>): ClipTimeline {
  const { probe, 'probe-detail': detail, scenes, loudness } = artifacts;
  const { framesPerSecond, frameRate, timecode } = describeVideo(probe, detail);
  return {
    id,
    durationSec: longest(probe?.durationSec, detail?.durationSec),
    framesPerSecond,
    frameRate,
    startTimecode: timecode,
    filmstrip: artifacts.filmstrip ?? null,
    waveform: artifacts.waveform ?? null,
    scenes: scenes?.scenes ?? [],
    cuts: scenes?.cuts ?? [],
    black: scenes?.black ?? [],
    frozen: scenes?.frozen ?? [],
    silences: loudness?.silences ?? [],
    chapters: probe?.chapters ?? [],
    exposure: exposureOf(artifacts.exposure),
    shortTermLoudness: loudness?.shortTerm ?? null,
    picture: pictureOf(artifacts.picture),
  };
}

function exposureOf(exposure: ArtifactMap['exposure'] | undefined): ClipTimeline['exposure'] {
  return exposure === undefined ? null : { samples: exposure.samples, histogram: exposure.histogram };
}

function pictureOf(picture: ArtifactMap['picture'] | undefined): ClipTimeline['picture'] {
  return picture === undefined
    ? null
    : { samples: picture.samples, dominantColours: picture.dominantColours };
}
