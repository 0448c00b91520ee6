/**
 * Every input is taken as hostile. Tools may open the one file they were given, read as one of the container formats below:
 * no playlist, no image sequence, no device, no network, no file that refers to another.
 */
import { symlinkSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { fsPath, isPlainPath } from '../platform/paths.ts';

/** Demuxers, as ffmpeg names them. */
const videoContainers = [
  'mov,mp4,m4a,3gp,3g2,mj2',
  'matroska,webm',
  'avi',
  'mpegts',
  'mpeg',
  'mpegvideo',
  'mxf',
  'asf',
  'flv',
  'ogg',
  'dv',
  'gxf',
  'nut',
  'rm',
  'wtv',
  'ivf',
  'yuv4mpegpipe',
];
const elementaryStreams = [
  'h261',
  'h263',
  'h264',
  'hevc',
  'm4v',
  'vc1',
  'av1',
  'obu',
  'dirac',
  'mjpeg',
  'dnxhd',
];
/** These are here so that sound, stills and subtitles are told from a broken video. Each reads just the one file. */
const otherFormats = [
  ...['png_pipe', 'jpeg_pipe', 'bmp_pipe', 'tiff_pipe', 'webp_pipe', 'gif', 'srt', 'ass', 'webvtt'],
  ...[
    'mp3',
    'wav',
    'w64',
    'flac',
    'aac',
    'ac3',
    'eac3',
    'dts',
    'dtshd',
    'truehd',
    'aiff',
    'au',
    'caf',
    'amr',
    'ape',
    'wv',
    'tta',
  ],
];

const allowedDemuxers: readonly string[] = [...videoContainers, ...elementaryStreams, ...otherFormats];

/** Options in front of `-i` for every input of ffmpeg and ffprobe. */
export function safetyOptions(): string[] {
  return ['-protocol_whitelist', 'file,pipe', '-format_whitelist', allowedDemuxers.join(',')];
}

/** A path as a URL of ffmpeg's own scheme: neither a leading dash nor a colon in it can then be misread. */
export function fileUrl(path: string): string {
  return `file:${path}`;
}

/**
 * A path that every tool takes as an argument and that leads to the same file: the path itself where it is plain, else a link with a
 * plain name and the same extension in `tempDir`. Windows knows no names that need it.
 * @param filePath absolute, as `platform/paths` writes paths
 */
export function plainInputPath(filePath: string, tempDir: string): string {
  if (isPlainPath(filePath) || process.platform === 'win32') return resolve(filePath);
  const alias = join(tempDir, `input${plainExtension(filePath)}`);
  try {
    symlinkSync(fsPath(filePath), alias);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return alias;
}

function plainExtension(filePath: string): string {
  const extension = extname(filePath);
  return /^\.[a-z0-9]{1,8}$/i.test(extension) ? extension : '';
}
