/** How new an ffmpeg is, and where Rushes takes one from. Pure. */

export const neededFfmpegMajor = 5;

/** libavutil's major version in ffmpeg 5.0 (doc/APIchanges of ffmpeg): snapshots have no version number but this one. */
const libavutilOfNeeded = 57;

/**
 * @typedef {object} ToolVersion
 * @property {string} version As the tool writes it: `5.1.6-0+deb12u1`, `n6.1`, `N-112345-gabcdef`.
 * @property {boolean} isNewEnough
 */

/**
 * Reads what `ffmpeg -version` or `ffprobe -version` prints.
 *
 * @param {string} output
 * @returns {ToolVersion | null} Null where it is not from such a tool.
 */
export function parseToolVersion(output) {
  const version = /^ff(?:mpeg|probe) version (\S+)/m.exec(output)?.[1];
  if (version === undefined) return null;
  const release = /^n?(\d+)\.\d+/.exec(version)?.[1];
  if (release !== undefined) return { version, isNewEnough: Number(release) >= neededFfmpegMajor };
  const libavutil = /^libavutil\s+(\d+)\./m.exec(output)?.[1];
  return { version, isNewEnough: libavutil !== undefined && Number(libavutil) >= libavutilOfNeeded };
}

/**
 * @typedef {object} ToolSituation
 * @property {string | null} override Path that a person chose (RUSHES_FFMPEG or RUSHES_FFPROBE).
 * @property {ToolVersion | null} onPath
 * @property {boolean} hasStatic Whether the static build is in `.tools`.
 * @property {boolean} mayUseApt
 */

/**
 * Where a tool comes from. 'apt' and 'static-install' say what to do first; the others are there already.
 *
 * @param {ToolSituation} situation
 * @returns {'override' | 'path' | 'static' | 'apt' | 'static-install'}
 */
export function chooseToolSource({ override, onPath, hasStatic, mayUseApt }) {
  if (override !== null) return 'override';
  if (onPath?.isNewEnough === true) return 'path';
  // Only where apt was of no use before is there a static build.
  if (hasStatic) return 'static';
  return mayUseApt ? 'apt' : 'static-install';
}

/**
 * @param {NodeJS.Platform} platform
 * @returns {string} How a person gets ffmpeg there.
 */
export function ffmpegRemedy(platform) {
  const how =
    platform === 'darwin'
      ? 'brew install ffmpeg'
      : platform === 'win32'
        ? 'winget install Gyan.FFmpeg'
        : 'apt install ffmpeg (Debian, Ubuntu), dnf install ffmpeg (Fedora) or pacman -S ffmpeg (Arch)';
  return (
    `Install ffmpeg ${neededFfmpegMajor} or newer, with ffprobe: ${how}. ` +
    'Or set RUSHES_FFMPEG and RUSHES_FFPROBE to the paths of the two programs.'
  );
}
