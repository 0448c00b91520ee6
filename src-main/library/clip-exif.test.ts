import { expect, it } from 'vitest';
import { exif } from '../../src-preload/contract/commands/clip.ts';
import { filledLibrary } from '../../tests/support/library-database.ts';
import { buildExif } from '../media/parse/exif.ts';
import { readClipExif } from './clip-exif.ts';

const id = '0123456789abcdef0123';

it('has every tag by its group once exiftool has looked', async () => {
  const library = await filledLibrary();
  library.addClip(id);
  const read = () => readClipExif({ clip: id.slice(0, 8), relativeTo: null }, library.view);
  expect(read()).toEqual({ clipId: id, tags: null });

  const tags = { 'Track1:ImageWidth': 1920, 'XMP-dc:Subject': ['sea', 'sky'], 'Track2:Balance': 0 };
  library.addArtifact(id, 'exif', buildExif(tags));
  expect(read()).toEqual({
    clipId: id,
    tags: { Track1: { ImageWidth: 1920 }, 'XMP-dc': { Subject: ['sea', 'sky'] }, Track2: { Balance: 0 } },
  });
  expect(exif.response.parse(read())).toEqual(read());
});

it('refuses a clip that is not known', async () => {
  const library = await filledLibrary();
  expect(() => readClipExif({ clip: 'nobody', relativeTo: null }, library.view)).toThrow(
    expect.objectContaining({ code: 'clip-unknown' }) as Error,
  );
});
