import { z } from 'zod';
import { buildExif } from '../../media/parse/exif.ts';
import { defineStage } from '../stage.ts';

/** Camera, settings, place and dates, as exiftool finds them. A file without any gives an artifact of nulls. */
export default defineStage({
  name: 'exif',
  title: 'Camera and place',
  version: 1,
  tier: 2,
  requires: [],
  provides: ['exif'],
  queue: 'io',
  params: z.object({}),
  async run({ media }) {
    return { state: 'done', artifacts: { exif: buildExif(await media.exif()) } };
  },
});
