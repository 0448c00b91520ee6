import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberedName, safeFileName } from './safe-file-name.ts';

describe('safeFileName', () => {
  it.each([
    ['clip.mp4', 'clip.mp4'],
    ['Größe & Weite – 東京 🎬.mov', 'Größe & Weite – 東京 🎬.mov'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Users\\me\\a.mp4', 'C__Users_me_a.mp4'],
    ['a\0b\nc\u202E4pm.mp4', 'a_b_c_4pm.mp4'],
    ['<a>:"b"|?*.mp4', '_a___b____.mp4'],
    ['.hidden.mp4', 'hidden.mp4'],
    ['...', 'upload'],
    ['   ', 'upload'],
    ['', 'upload'],
    ['clip.mp4. . ', 'clip.mp4'],
    ['CON', '_CON'],
    ['nul.mp4', '_nul.mp4'],
    ['com1.tar.gz', '_com1.tar.gz'],
    ['LPT²', '_LPT²'],
    ['console.mp4', 'console.mp4'],
    ['Cafe\u0301.mp4', 'Café.mp4'],
    ['\uD83C.mp4', '_.mp4'],
    ['👨‍👩‍👧.mp4', '👨‍👩‍👧.mp4'],
  ])('makes %j %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it('shortens names and keeps their extensions', () => {
    const long = safeFileName(`${'東'.repeat(300)}.mp4`);
    expect(long).toMatch(/^東+\.mp4$/);
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(long)).toBeGreaterThan(190);
    expect(Buffer.byteLength(safeFileName(`a.${'x'.repeat(400)}`))).toBeLessThanOrEqual(200);
  });

  it('leaves no name that is dangerous anywhere, and none that it would change again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (name) => {
        const safe = safeFileName(name);
        expect(safe).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}]|^[.\s]|[.\s]$/u);
        expect(safe).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(safe.length).toBeGreaterThan(0);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(202);
        expect(safeFileName(safe)).toBe(safe);
      }),
    );
  });
});

describe('numberedName', () => {
  it('counts before the extension', () => {
    expect([1, 2, 10].map((number) => numberedName('a.b.mp4', number))).toEqual([
      'a.b.mp4',
      'a.b (2).mp4',
      'a.b (10).mp4',
    ]);
    expect(numberedName('plain', 2)).toBe('plain (2)');
  });
});
