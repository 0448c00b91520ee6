/** The picture stream of a clip, from both steps of the probe. PURE. */
import type { ArtifactMap } from '../../src-preload/contract/artifacts.ts';
import type { ClipInfo } from '../../src-preload/contract/commands/clip-info.ts';

type Probe = ArtifactMap['probe'] | undefined;
type ProbeDetail = ArtifactMap['probe-detail'] | undefined;

export function describeVideo(probe: Probe, detail: ProbeDetail): ClipInfo['video'] {
  const video = probe?.video;
  return {
    codec: video?.codec ?? null,
    codecLongName: video?.codecLongName ?? null,
    profile: video?.profile ?? null,
    level: video?.level ?? null,
    levelName: video?.levelName ?? null,
    bitDepth: video?.bitDepth ?? null,
    chromaSubsampling: video?.chromaSubsampling ?? null,
    pixelFormat: video?.pixelFormat ?? null,
    width: video?.width ?? null,
    height: video?.height ?? null,
    displayWidth: video?.displayWidth ?? null,
    displayHeight: video?.displayHeight ?? null,
    rotationDeg: video?.rotationDeg ?? null,
    mirrored: video?.mirrored ?? null,
    frameRate: video?.frameRate ?? null,
    framesPerSecond: video?.framesPerSecond ?? null,
    sampleAspect: video?.sampleAspect ?? null,
    displayAspect: video?.displayAspect ?? null,
    language: video?.language ?? null,
    title: video?.title ?? null,
    ...describeMeasured(probe, detail),
    colour: describeColour(video?.colour, detail?.colour),
    hdr: describeHdr(video?.hdr, detail?.hdr),
  };
}

/** What packets and frames may tell otherwise than the headers do. */
function describeMeasured(probe: Probe, detail: ProbeDetail) {
  const video = probe?.video;
  return {
    variableFrameRate: detail?.variableFrameRate ?? video?.variableFrameRate ?? null,
    scanType: detail?.scanType ?? video?.scanType ?? null,
    fieldOrder: detail?.fieldOrder ?? video?.fieldOrder ?? null,
    bitRate: detail?.bitRate ?? video?.bitRate ?? null,
    durationSec: detail?.durationSec ?? video?.durationSec ?? null,
    bitRateMode: detail?.bitRateMode ?? null,
    frameCount: detail?.frameCount ?? video?.frameCount ?? null,
    referenceFrames: detail?.referenceFrames ?? video?.referenceFrames ?? null,
    keyframeCount: detail?.keyframeCount ?? null,
    longestGop: detail?.longestGop ?? null,
    closedCaptions: detail?.closedCaptions ?? null,
    timecode: detail?.timecode ?? video?.timecode ?? probe?.timecode ?? null,
  };
}

type Colour = ClipInfo['video']['colour'];

function describeColour(headers: Colour | undefined, measured: Colour | undefined): Colour {
  return {
    primaries: measured?.primaries ?? headers?.primaries ?? null,
    transfer: measured?.transfer ?? headers?.transfer ?? null,
    matrix: measured?.matrix ?? headers?.matrix ?? null,
    range: measured?.range ?? headers?.range ?? null,
    chromaLocation: measured?.chromaLocation ?? headers?.chromaLocation ?? null,
  };
}

type Hdr = ClipInfo['video']['hdr'];

function describeHdr(headers: Hdr | undefined, measured: Hdr | undefined): Hdr {
  return {
    format: measured?.format ?? headers?.format ?? null,
    masteringDisplay: measured?.masteringDisplay ?? headers?.masteringDisplay ?? null,
    maxCll: measured?.maxCll ?? headers?.maxCll ?? null,
    maxFall: measured?.maxFall ?? headers?.maxFall ?? null,
    dolbyVision: measured?.dolbyVision ?? headers?.dolbyVision ?? null,
  };
}
