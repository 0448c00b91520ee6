/**
 * One clip's whole description, from what its stages found. PURE. Where the detailed step of the probe knows better than
 * the headers, it is believed: frame times, scan type, colour, HDR, bit rate. The duration is the longer of what the
 * container says (sound included) and what was measured of the picture.
 */
import type { ArtifactMap } from '../../src-preload/contract/artifacts.ts';
import type { ClipInfo } from '../../src-preload/contract/commands/clip-info.ts';
import type { ClipFileRow, ClipJobRow, ClipRow, LastRun } from '../db/repositories/clip-facts.repository.ts';
import type { WordEdit } from '../db/repositories/word-edits.repository.ts';
import { storedPath } from './stored-path.ts';
import { withEdits } from './transcript-edits.ts';
import { describeVideo } from './video-info.ts';

export interface ClipInfoFacts {
  readonly clip: ClipRow;
  /** Those that are there first. */
  readonly files: readonly ClipFileRow[];
  readonly jobs: readonly ClipJobRow[];
  /** By stage. */
  readonly lastRuns: ReadonlyMap<string, LastRun>;
  readonly artifacts: Partial<ArtifactMap>;
  readonly wordEdits: readonly WordEdit[];
  /** What is known of the stages there are, in the order they are shown in. */
  readonly stages: readonly { readonly name: string; readonly title: string; readonly version: number }[];
  readonly runs: ClipInfo['runs'];
  readonly nowMs: number;
}

export function describeClip(facts: ClipInfoFacts): ClipInfo {
  const { artifacts } = facts;
  return {
    ...describeContent(facts),
    video: describeVideo(artifacts.probe, artifacts['probe-detail']),
    ...describeTracks(artifacts.probe),
    ...describeExif(artifacts.exif, facts.files[0]),
    ...describeScenes(artifacts.scenes),
    exposure: describeExposure(artifacts.exposure),
    loudness: describeLoudness(artifacts.loudness),
    picture: describePicture(artifacts.picture),
    poster: describePoster(artifacts.poster),
    filmstrip: artifacts.filmstrip ?? null,
    waveform: artifacts.waveform ?? null,
    proxy: artifacts.proxy ?? null,
    integrity: artifacts.integrity ?? null,
    ...describeUnderstood(artifacts, facts.wordEdits),
    stages: describeStages(facts),
    runs: facts.runs,
  };
}

/** Without boxes and samples: those are for drawing. */
function describeUnderstood(artifacts: Partial<ArtifactMap>, edits: readonly WordEdit[]) {
  const { transcript, objects, faces } = artifacts;
  return {
    transcript: transcript === undefined ? null : withEdits(transcript, edits),
    texts: (artifacts['on-screen-text']?.spans ?? []).map(({ readings: _readings, ...text }) => text),
    objects: (objects?.tracks ?? []).map(({ label, startSec, endSec, confidence }) => ({
      ...{ label, startSec, endSec, confidence },
    })),
    faces: (faces?.tracks ?? []).map(({ startSec, endSec, confidence, largestShare }) => ({
      ...{ startSec, endSec, confidence, largestShare },
    })),
    sounds: artifacts['sound-events']?.spans ?? [],
    labels: (artifacts['picture-features']?.shots ?? []).flatMap(({ startSec, endSec, labels }) =>
      labels.map((label) => ({ ...label, startSec, endSec })),
    ),
  };
}

/** Without what was measured of each sample: that is for drawing. */
function describePicture(picture: ArtifactMap['picture'] | undefined): ClipInfo['picture'] {
  if (picture === undefined) return null;
  const { samples: _samples, ...summary } = picture;
  return summary;
}

function describePoster(poster: ArtifactMap['poster'] | undefined): ClipInfo['poster'] {
  if (poster === undefined) return null;
  const { candidates: _candidates, ...chosen } = poster;
  return chosen;
}

function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}

function fileTime(modifiedNs: string): string {
  return isoTime(Number(BigInt(modifiedNs) / 1_000_000n));
}

function describeContent({ clip, files, artifacts }: ClipInfoFacts) {
  const { probe, 'probe-detail': detail, identity } = artifacts;
  return {
    id: clip.id,
    name: files[0]?.name ?? clip.id,
    contentHash: clip.contentHash ?? identity?.sha256 ?? null,
    files: files.map((file) => ({
      path: storedPath(file),
      state: file.state,
      modified: fileTime(file.modifiedNs),
      sizeBytes: file.sizeBytes,
      volume: file.volume,
    })),
    sizeBytes: clip.sizeBytes,
    profile: clip.profile,
    added: isoTime(clip.addedMs),
    quarantined: clip.quarantinedMs === null ? null : isoTime(clip.quarantinedMs),
    durationSec: longest(probe?.durationSec, detail?.durationSec),
    container: probe?.container ?? null,
    containerName: probe?.containerName ?? null,
    containerBrand: probe?.containerBrand ?? null,
    bitRate: probe?.bitRate ?? null,
    title: probe?.title ?? null,
  };
}

/** The longest that is known; null where none is. */
export function longest(...durations: readonly (number | null | undefined)[]): number | null {
  const known = durations.filter((duration) => typeof duration === 'number');
  return known.length === 0 ? null : Math.max(...known);
}

function describeTracks(probe: ArtifactMap['probe'] | undefined) {
  return {
    audioTracks: probe?.audioTracks ?? [],
    subtitleTracks: probe?.subtitleTracks ?? [],
    chapters: probe?.chapters ?? [],
    attachments: probe?.attachments ?? [],
    dataStreams: probe?.dataStreams ?? [],
    tags: probe?.tags ?? {},
  };
}

function describeExif(exif: ArtifactMap['exif'] | undefined, file: ClipFileRow | undefined) {
  return {
    camera: {
      make: exif?.make ?? null,
      model: exif?.model ?? null,
      lens: exif?.lens ?? null,
      serialNumber: exif?.serialNumber ?? null,
      focalLengthMm: exif?.focalLengthMm ?? null,
      focalLength35mm: exif?.focalLength35mm ?? null,
      focalLengthCategory: exif?.focalLengthCategory ?? null,
      iso: exif?.iso ?? null,
      shutterSpeed: exif?.shutterSpeed ?? null,
      fStop: exif?.fStop ?? null,
      exposureMode: exif?.exposureMode ?? null,
      whiteBalance: exif?.whiteBalance ?? null,
      software: exif?.software ?? null,
    },
    location: {
      latitude: exif?.latitude ?? null,
      longitude: exif?.longitude ?? null,
      altitude: exif?.altitudeM ?? null,
      place: exif?.place ?? null,
    },
    dates: {
      taken: exif?.taken ?? null,
      takenZone: exif?.takenZone ?? null,
      created: exif?.created ?? null,
      modified: exif?.modified ?? (file === undefined ? null : fileTime(file.modifiedNs)),
    },
    about: {
      artist: exif?.artist ?? null,
      copyright: exif?.copyright ?? null,
      description: exif?.description ?? null,
      keywords: exif?.keywords ?? [],
    },
  };
}

function describeScenes(scenes: ArtifactMap['scenes'] | undefined) {
  return {
    scenes: scenes?.scenes ?? [],
    cuts: scenes?.cuts ?? [],
    black: scenes?.black ?? [],
    frozen: scenes?.frozen ?? [],
  };
}

function describeExposure(exposure: ArtifactMap['exposure'] | undefined): ClipInfo['exposure'] {
  return {
    overexposedPercent: exposure?.overexposedPercent ?? null,
    underexposedPercent: exposure?.underexposedPercent ?? null,
    stops: exposure?.stops ?? null,
    quality: exposure?.quality ?? null,
    warning: exposure?.warning ?? null,
    meanLuma: exposure?.meanLuma ?? null,
  };
}

function describeLoudness(loudness: ArtifactMap['loudness'] | undefined): ClipInfo['loudness'] {
  return {
    integratedLufs: loudness?.integratedLufs ?? null,
    rangeLu: loudness?.rangeLu ?? null,
    truePeakDb: loudness?.truePeakDb ?? null,
    samplePeakDb: loudness?.samplePeakDb ?? null,
    silences: loudness?.silences ?? [],
  };
}

function describeStages(facts: ClipInfoFacts): ClipInfo['stages'] {
  const order = new Map(facts.stages.map((stage, index) => [stage.name, index]));
  const known = new Map(facts.stages.map((stage) => [stage.name, stage]));
  const place = (job: ClipJobRow): number => order.get(job.stage) ?? order.size;
  const jobs = [...facts.jobs].sort((a, b) => a.tier - b.tier || place(a) - place(b));
  return jobs.map((job) => {
    const stage = known.get(job.stage);
    const run = facts.lastRuns.get(job.stage);
    const runningSec = job.startedMs === null ? null : (facts.nowMs - job.startedMs) / 1000;
    return {
      name: job.stage,
      title: stage?.title ?? job.stage,
      version: run?.version ?? stage?.version ?? null,
      tier: job.tier,
      state: job.state,
      durationSec: job.state === 'running' ? runningSec : (run?.wallSec ?? null),
      attempt: job.attempt,
      reason: job.reason,
      blockedBy: job.blockedBy,
      error: job.error,
      progress: job.state === 'running' ? job.progress : null,
    };
  });
}
