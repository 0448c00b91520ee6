import { describe, expect, it } from 'vitest';
import { sampleRecipes } from './sample-clips.ts';

const encoderOf = (args: readonly string[]): string | undefined => args[args.indexOf('-c:v') + 1];

describe('sampleRecipes', () => {
  it('takes the encoders that are there, best first', () => {
    const all = sampleRecipes(
      new Set(['libx264', 'libvpx', 'libvorbis', 'prores_ks', 'mpeg2video', 'mpeg4']),
      'drawtext',
    );
    expect(all.map(({ args, extension }) => [encoderOf(args), extension])).toEqual([
      ['libx264', 'mp4'],
      ['libvpx', 'webm'],
      ['prores_ks', 'mov'],
      ['libx264', 'mkv'],
      ['mpeg2video', 'ts'],
    ]);
  });

  it('makes every clip with the encoders that any ffmpeg has', () => {
    const plain = sampleRecipes(new Set(['mpeg4', 'aac', 'pcm_s16le']), 'none');
    expect(plain.map(({ args, extension }) => [encoderOf(args), extension])).toEqual([
      ['mpeg4', 'mp4'],
      ['mpeg4', 'avi'],
      ['mpeg4', 'mov'],
      ['mpeg4', 'mkv'],
      ['mpeg4', 'avi'],
    ]);
    expect(plain.flatMap(({ args }) => args).join(' ')).not.toContain('drawtext');
  });

  it('gives each clip a name of its own', () => {
    const names = sampleRecipes(new Set(), 'none').map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
