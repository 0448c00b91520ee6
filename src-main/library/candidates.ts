/**
 * Which files of a folder are taken for videos, by their names alone. A file that a person names is taken whatever it
 * is called; this is for what lies in a folder, where pictures, sound and documents lie about as well.
 */
import picomatch from 'picomatch';
import type { FileVerdict } from '../platform/file-walk.ts';

/** Containers of moving pictures that ffmpeg reads, by their usual extensions. */
const videoExtensions: ReadonlySet<string> = new Set([
  ...['mp4', 'm4v', 'mov', 'qt', 'f4v', '3gp', '3g2', 'insv', 'lrv', '360'],
  ...['mkv', 'mk3d', 'webm'],
  ...['mts', 'm2ts', 'm2t', 'ts', 'tod', 'trp'],
  ...['mpg', 'mpeg', 'mpe', 'm1v', 'm2v', 'mpv', 'vob', 'mod', 'vro'],
  ...['avi', 'divx', 'dv', 'dif'],
  ...['mxf', 'gxf', 'wmv', 'asf', 'flv', 'ogv', 'ogm', 'rm', 'rmvb', 'nut', 'y4m'],
]);

/** Extensions that source code uses too; what lies under them in a folder is looked into before it is taken. */
const sharedExtensions: ReadonlySet<string> = new Set(['ts', 'mts', 'mod']);

/** Endings that browsers, download managers and copy tools give to what they have not finished. */
const unfinishedExtensions: ReadonlySet<string> = new Set([
  ...[
    'part',
    'partial',
    'filepart',
    'crdownload',
    'download',
    'opdownload',
    'aria2',
    'tmp',
    'temp',
    '!ut',
    '!qb',
  ],
]);

/** Folders that systems and appliances keep for themselves, in lower case. Names with a dot in front are out anyway. */
const systemFolders: ReadonlySet<string> = new Set([
  ...['$recycle.bin', 'recycler', 'system volume information', 'lost+found', '__macosx'],
  ...['@eadir', '@recycle', '@recently-snapshot', '#recycle', '#snapshot'],
]);

export interface CandidateRules {
  readonly entersFolder: (name: string) => boolean;
  readonly judgesFile: (name: string, relativePath: string) => FileVerdict;
}

/**
 * `pattern`: a glob that the path below the root or the bare name must match (upper and lower case are alike); null = all.
 * Hidden, unfinished and unmatched files are left out silently; other files that are no videos are counted.
 */
export function candidateRules(pattern: string | null): CandidateRules {
  const matches = pattern === null ? null : picomatch(pattern, { nocase: true, dot: true, windows: false });
  return {
    entersFolder(name) {
      const lower = name.toLowerCase();
      return (
        !isHidden(name) && !systemFolders.has(lower) && !lower.endsWith('.rushes') && !isUnfinished(lower)
      );
    },
    judgesFile(name, relativePath) {
      if (isHidden(name) || isUnfinished(name)) return 'omit';
      if (!videoExtensions.has(extensionOf(name))) return 'ignore';
      return matches === null || matches(relativePath) || matches(name) ? 'take' : 'omit';
    },
  };
}

/** Whether a name alone does not tell a video from source code. */
export function mayBeSourceCode(name: string): boolean {
  return sharedExtensions.has(extensionOf(name));
}

/**
 * Whether the first bytes of a file are text: no control character but tab, line ends and form feed. Every container
 * of video has others within its first packet.
 */
export function looksLikeText(head: Uint8Array): boolean {
  for (const byte of head) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d) return false;
  }
  return head.length > 0;
}

/** In lower case, without its dot; "" where there is none. */
function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** Also covers ".Trash-1000", ".DS_Store" and the "._name" companions that macOS writes on foreign disks. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}

function isUnfinished(name: string): boolean {
  return unfinishedExtensions.has(extensionOf(name));
}
