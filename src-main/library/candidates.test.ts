import { describe, expect, it } from 'vitest';
import { candidateRules, looksLikeText, mayBeSourceCode } from './candidates.ts';

describe('candidateRules', () => {
  const all = candidateRules(null);
  const judge = (path: string, pattern: string | null = null) =>
    candidateRules(pattern).judgesFile(path.slice(path.lastIndexOf('/') + 1), path);

  it('takes videos by their extension, in any case', () => {
    for (const name of [
      'a.mp4',
      'B.MOV',
      'c.m2ts',
      'd.MTS',
      'e.3gp',
      'f.mxf',
      'g.webm',
      'two.dots.mkv',
      'x y\nz.avi',
    ]) {
      expect(judge(name), name).toBe('take');
    }
  });

  it('counts what is no video', () => {
    for (const name of ['a.mp3', 'b.wav', 'c.jpg', 'd.srt', 'README', 'mp4', 'e.gif', 'f.mp4.txt']) {
      expect(judge(name), name).toBe('ignore');
    }
  });

  it('leaves out what is hidden or not finished', () => {
    for (const name of [
      '.a.mp4',
      '._a.mp4',
      '.DS_Store',
      'a.mp4.part',
      'b.mov.crdownload',
      'c.tmp',
      'd.mp4.download',
    ]) {
      expect(judge(name), name).toBe('omit');
    }
  });

  it('stays out of folders of systems, hidden ones and libraries', () => {
    for (const name of [
      '.Trash-1000',
      '$RECYCLE.BIN',
      'System Volume Information',
      '@eaDir',
      'My.rushes',
      'x.mp4.download',
    ]) {
      expect(all.entersFolder(name), name).toBe(false);
    }
    for (const name of ['DCIM', 'node_modules', 'a.b', 'rushes'])
      expect(all.entersFolder(name), name).toBe(true);
  });

  it('matches patterns with the bare name or the path below the folder', () => {
    expect(judge('day 1/GX010001.MP4', 'gx*.mp4')).toBe('take');
    expect(judge('day 1/GX010001.MP4', 'day 1/**')).toBe('take');
    expect(judge('day 2/GX010001.MP4', 'day 1/**')).toBe('omit');
    expect(judge('a.mov', '*.{mp4,mkv}')).toBe('omit');
    expect(judge('line\nbreak.mp4', '*.mp4')).toBe('take');
    expect(judge('notes.txt', '*.txt')).toBe('ignore');
  });
});

describe('looksLikeText', () => {
  it('tells source code from a transport stream', () => {
    expect(mayBeSourceCode('main.ts')).toBe(true);
    expect(mayBeSourceCode('main.mp4')).toBe(false);
    expect(looksLikeText(Buffer.from("export const ü = '\t1';\r\n"))).toBe(true);
    const packet = Buffer.alloc(188, 0xff);
    packet.set([0x47, 0x40, 0x00, 0x10, 0x00]);
    expect(looksLikeText(packet)).toBe(false);
    expect(looksLikeText(new Uint8Array())).toBe(false);
  });
});
