/** What is installed, what is missing, what to do about it. PURE: the engine gathers the facts. */
import type { CommandResponse } from '../../src-preload/contract/commands.ts';

type Doctor = CommandResponse<'system.doctor'>;
type Check = Doctor['checks'][number];

/** One program or library that Rushes leans on. */
export interface ComponentFacts {
  /** null: it is not there, or does not answer. */
  readonly version: string | null;
  /** Where it is. */
  readonly path: string | null;
  /** Why there is no version. */
  readonly problem: string | null;
}

export interface SystemFacts {
  readonly rushesVersion: string;
  readonly nodeVersion: string;
  /** Such as "linux x64". */
  readonly platform: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly sqlite: ComponentFacts;
  readonly ffmpeg: ComponentFacts;
  readonly ffprobe: ComponentFacts;
  readonly exiftool: ComponentFacts;
  /** null where exiftool needs none (Windows). */
  readonly perl: ComponentFacts | null;
  readonly libvips: ComponentFacts;
  /** What the installed ffmpeg can do; null where there is none. */
  readonly capabilities: { readonly canToneMap: boolean; readonly encoders: ReadonlySet<string> } | null;
  readonly library: {
    readonly path: string;
    readonly exists: boolean;
    readonly volumeKind: 'local' | 'removable' | 'network' | 'virtual' | null;
    readonly freeBytes: number | null;
    readonly problem: string | null;
  };
}

const leastNodeMajor = 22;
const leastFfmpegMajor = 5;
/** Below this, pictures and proxies of a few hours of footage may fill the disk. */
const lowDiskBytes = 2e9;
const h264Encoders = [
  'libx264',
  'h264_videotoolbox',
  'h264_nvenc',
  'h264_qsv',
  'h264_vaapi',
  'h264_amf',
  'libopenh264',
];

export function examineSystem(facts: SystemFacts): Doctor {
  const checks = [
    ok('rushes', facts.rushesVersion, null),
    checkNode(facts.nodeVersion),
    ok(
      'system',
      null,
      `${facts.platform}, ${String(facts.cores)} cores, ${gigabytes(facts.memoryBytes)} GB of memory`,
    ),
    component('sqlite', facts.sqlite, 'Run "npm start" once: it installs what Rushes is built from.'),
    checkFfmpeg('ffmpeg', facts.ffmpeg),
    checkFfmpeg('ffprobe', facts.ffprobe),
    ...checkCapabilities(facts.capabilities),
    component('exiftool', facts.exiftool, 'Run "npm start" once: it installs what Rushes is built from.'),
    ...(facts.perl === null
      ? []
      : [component('perl', facts.perl, 'Install Perl 5; exiftool is written in it.')]),
    component('libvips', facts.libvips, 'Run "npm start" once: it installs what Rushes is built from.'),
    checkLibrary(facts.library),
  ];
  return { healthy: checks.every(({ state }) => state !== 'missing'), checks };
}

function ok(name: string, version: string | null, detail: string | null): Check {
  return { name, state: 'ok', version, detail, remedy: null };
}

function component(name: string, facts: ComponentFacts, remedy: string): Check {
  if (facts.version !== null) return ok(name, facts.version, facts.path);
  return { name, state: 'missing', version: null, detail: facts.problem, remedy };
}

function checkNode(version: string): Check {
  if (majorOf(version) >= leastNodeMajor) return ok('node', version, null);
  const remedy = 'Run Rushes through "npm start" or "npm run rushes", which bring their own Node.';
  return {
    name: 'node',
    state: 'missing',
    version,
    detail: `at least ${String(leastNodeMajor)} is needed`,
    remedy,
  };
}

function checkFfmpeg(name: 'ffmpeg' | 'ffprobe', facts: ComponentFacts): Check {
  const remedy = `Install ffmpeg ${String(leastFfmpegMajor)} or newer (it brings ffprobe), or name it in RUSHES_${name.toUpperCase()}.`;
  const found = component(name, facts, remedy);
  if (facts.version === null || majorOf(facts.version) >= leastFfmpegMajor) return found;
  return {
    ...found,
    state: 'warning',
    detail: `${facts.path ?? name}: older than ${String(leastFfmpegMajor)}`,
    remedy,
  };
}

/** Of "5.1.9-0+deb12u1", "n7.1", "v24.1.0"; a version without a number (a build of the day) counts as new. */
function majorOf(version: string): number {
  const digits = /^[nv]?(\d+)\./i.exec(version)?.[1];
  return digits === undefined ? Infinity : Number(digits);
}

function checkCapabilities(capabilities: SystemFacts['capabilities']): Check[] {
  if (capabilities === null) return [];
  const toneMap: Check = capabilities.canToneMap
    ? ok('tone mapping', null, 'HDR clips get natural pictures')
    : {
        name: 'tone mapping',
        state: 'warning',
        version: null,
        detail: 'this ffmpeg lacks zscale or tonemap: pictures of HDR clips look washed out',
        remedy: 'Install an ffmpeg that was built with libzimg.',
      };
  const encoder = h264Encoders.find((name) => capabilities.encoders.has(name));
  const h264: Check =
    encoder === undefined
      ? {
          name: 'h264 encoder',
          state: 'warning',
          version: null,
          detail: 'this ffmpeg has no H.264 encoder: clips that a player cannot show get no proxy',
          remedy: 'Install an ffmpeg that was built with libx264.',
        }
      : ok('h264 encoder', null, encoder);
  return [toneMap, h264];
}

function checkLibrary(library: SystemFacts['library']): Check {
  const about = `${library.path}${library.exists ? '' : ' (will be made by the first ingest)'}`;
  const warn = (detail: string, remedy: string): Check => ({
    name: 'library',
    state: 'warning',
    version: null,
    detail: `${about}: ${detail}`,
    remedy,
  });
  if (library.problem !== null)
    return warn(library.problem, 'Choose another folder with --library or RUSHES_LIBRARY.');
  if (library.volumeKind === 'network') {
    return warn(
      'on a network disk',
      'Keep the library on a local disk; the videos themselves may be on the network.',
    );
  }
  if (library.freeBytes !== null && library.freeBytes < lowDiskBytes) {
    return warn(
      `only ${gigabytes(library.freeBytes)} GB free`,
      'Free some space on the disk of the library.',
    );
  }
  const free = library.freeBytes === null ? '' : `, ${gigabytes(library.freeBytes)} GB free`;
  return ok('library', null, `${about}${free}`);
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
