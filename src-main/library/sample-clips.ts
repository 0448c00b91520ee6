/**
 * Makes clips of a few seconds with ffmpeg's own sources of picture and sound: cuts, a dissolve, text in the picture, tones
 * and silence, dark and bright parts, in several codecs and containers as far as the installed ffmpeg has their encoders.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandResponse } from '../../src-preload/contract/commands.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { ChildFailure, runChild } from '../platform/child-process.ts';

export interface SampleDeps {
  readonly libraryPath: string;
  readonly ffmpegPath: string;
  readonly encoders: ReadonlySet<string>;
}

/** Arguments for one clip, the output left out. */
interface SampleRecipe {
  /** Without extension. */
  readonly name: string;
  readonly extension: string;
  readonly args: readonly string[];
}

type TextDrawing = 'drawtext' | 'none';

const timeoutSec = 120;
const h264Encoders = ['libx264', 'libopenh264', 'mpeg4'];

/** @throws AppError tool-failed, tool-crashed, disk-full, cancelled */
export async function makeSampleClips(
  deps: SampleDeps,
  signal: AbortSignal,
): Promise<CommandResponse<'library.makeSamples'>> {
  const folder = join(deps.libraryPath, 'samples');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const paths: string[] = [];
  for (const [index, recipe] of sampleRecipes(deps.encoders, 'drawtext').entries()) {
    const path = join(folder, `${recipe.name}.${recipe.extension}`);
    const plain = sampleRecipes(deps.encoders, 'none')[index] ?? recipe;
    if (!existsSync(path)) await makeClip(deps, path, [recipe, plain], signal);
    paths.push(path);
  }
  return { library: deps.libraryPath, paths };
}

/** Tries one recipe after the other: text needs a font, which a bare machine lacks. */
async function makeClip(
  deps: SampleDeps,
  path: string,
  recipes: readonly SampleRecipe[],
  signal: AbortSignal,
): Promise<void> {
  let failure: unknown = null;
  for (const { args, extension } of recipes) {
    const unfinished = `${path}.part.${extension}`;
    try {
      const all = ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args, unfinished];
      await runChild({ file: deps.ffmpegPath, args: all, signal, timeoutSec });
      await rename(unfinished, path);
      return;
    } catch (error) {
      await rm(unfinished, { force: true });
      if (signal.aborted) throw new AppError('cancelled', {}, error);
      failure = error;
    }
  }
  const detail = failure instanceof ChildFailure ? failure.stderrTail.slice(-3).join(' ') : String(failure);
  throw new AppError('tool-failed', { file: path, tool: 'ffmpeg', detail }, failure);
}

/** PURE. */
export function sampleRecipes(encoders: ReadonlySet<string>, text: TextDrawing): SampleRecipe[] {
  const first = (names: readonly string[]): string => names.find((name) => encoders.has(name)) ?? 'mpeg4';
  const h264 = first(h264Encoders);
  return [
    cutsAndDissolve(h264, text),
    brightAndDark(first(['libvpx', 'libvpx-vp9']), first(['libvorbis', 'libopus', 'vorbis'])),
    tenBits(first(['prores_ks', 'prores']), text),
    portrait(h264),
    interlaced(first(['mpeg2video'])),
  ];
}

function source(description: string, seconds: number): string[] {
  return ['-f', 'lavfi', '-t', String(seconds), '-i', description];
}

function write(text: string, drawing: TextDrawing): string {
  const style = 'fontsize=h/9:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=8:x=(w-text_w)/2:y=h*0.8';
  return drawing === 'none' ? 'null' : `drawtext=text='${text}':${style}`;
}

/** Three shots with hard cuts, then a dissolve of one second into a fourth; tone, silence, another tone. */
function cutsAndDissolve(encoder: string, text: TextDrawing): SampleRecipe {
  const size = 's=640x360:r=25';
  const graph = [
    `[0:v]${write('Rushes sample', text)},format=yuv420p,setsar=1[a]`,
    '[1:v]format=yuv420p,setsar=1[b]',
    '[2:v]format=yuv420p,setsar=1[c]',
    '[3:v]format=yuv420p,setsar=1,settb=1/25[d]',
    '[a][b][c]concat=n=3:v=1:a=0,settb=1/25,fps=25[cuts]',
    '[cuts][d]xfade=transition=fade:duration=1:offset=5,format=yuv420p[v]',
    '[4:a][5:a][6:a]concat=n=3:v=0:a=1[s]',
  ].join(';');
  const args = [
    ...source(`testsrc2=${size}`, 2),
    ...source(`mandelbrot=${size}`, 2),
    ...source(`smptebars=${size}`, 2),
    ...source(`testsrc=${size}`, 3),
    ...source('sine=frequency=440:sample_rate=48000', 3),
    ...source('anullsrc=sample_rate=48000:channel_layout=mono', 2),
    ...source('sine=frequency=880:sample_rate=48000', 3),
    ...['-filter_complex', graph, '-map', '[v]', '-map', '[s]'],
    ...['-c:v', encoder, '-b:v', '1M', '-g', '50', '-c:a', 'aac', '-movflags', '+faststart'],
  ];
  return { name: 'cuts-and-dissolve', extension: 'mp4', args };
}

/** From black through colours to white; silent in the middle. */
function brightAndDark(videoEncoder: string, audioEncoder: string): SampleRecipe {
  const isWebm = videoEncoder.startsWith('libvpx') && audioEncoder !== 'mpeg4';
  const graph = [
    `[0:v]fade=t=in:st=0.5:d=1,fade=t=out:st=3:d=1:color=white,format=yuv420p[v]`,
    `[1:a]volume='if(between(t,1.5,3.5),0,0.5)':eval=frame[s]`,
  ].join(';');
  const args = [
    ...source('testsrc2=s=480x270:r=30', 5),
    ...source('sine=frequency=330:sample_rate=48000', 5),
    ...['-filter_complex', graph, '-map', '[v]', '-map', '[s]', '-c:v', videoEncoder, '-b:v', '600k'],
    ...[
      '-c:a',
      isWebm ? audioEncoder : 'pcm_s16le',
      ...(audioEncoder === 'vorbis' ? ['-strict', '-2', '-ac', '2'] : []),
    ],
  ];
  return { name: 'bright-and-dark', extension: isWebm ? 'webm' : 'avi', args };
}

/** What a player in a window cannot show as it is. */
function tenBits(encoder: string, text: TextDrawing): SampleRecipe {
  const isProres = encoder.startsWith('prores');
  const args = [
    ...source('smptehdbars=s=480x270:r=24000/1001', 3),
    ...source('sine=frequency=1000:sample_rate=48000', 3),
    ...[
      '-vf',
      `${write('24 frames a second', text)},format=${isProres ? 'yuv422p10le' : 'yuv420p'}`,
      '-c:v',
      encoder,
    ],
    ...['-c:a', 'pcm_s16le', '-metadata', 'title=Colour bars', '-timecode', '01:00:00:00'],
  ];
  return { name: 'colour-bars', extension: 'mov', args };
}

/** Upright, with two audio tracks in two languages. */
function portrait(encoder: string): SampleRecipe {
  const args = [
    ...source('life=s=180x320:r=30:mold=10:ratio=0.2:death_color=#203040:life_color=#f0c060', 4),
    ...source('sine=frequency=220:beep_factor=4:sample_rate=44100', 4),
    ...source('sine=frequency=550:sample_rate=44100', 4),
    ...['-map', '0:v', '-map', '1:a', '-map', '2:a', '-vf', 'scale=360:640:flags=neighbor,format=yuv420p'],
    ...['-c:v', encoder, '-b:v', '800k', '-c:a', 'aac'],
    ...['-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=deu'],
  ];
  return { name: 'portrait-two-languages', extension: 'mkv', args };
}

/** As television cameras recorded. */
function interlaced(encoder: string): SampleRecipe {
  const isMpeg2 = encoder === 'mpeg2video';
  const args = [
    ...source('testsrc2=s=720x576:r=50', 3),
    ...source('sine=frequency=600:sample_rate=48000', 3),
    ...['-vf', 'interlace,setsar=16/15,format=yuv420p', '-c:v', encoder, '-b:v', '3M'],
    ...(isMpeg2 ? ['-flags', '+ilme+ildct', '-c:a', 'mp2'] : ['-c:a', 'pcm_s16le']),
  ];
  return { name: 'interlaced', extension: isMpeg2 ? 'ts' : 'avi', args };
}
