/** Which of a file's video streams is the film, and which are only pictures that came along. */
import type { FfprobeStream } from './ffprobe-json.ts';
import { fractionValue } from './fraction.ts';
import { toCount } from './lenient.ts';
import { streamDuration } from './stream-facts.ts';

/** Codecs of pictures. A stream of just one such picture is a cover, whether it is marked so or not. */
const pictureCodecs: ReadonlySet<string> = new Set([
  'png',
  'mjpeg',
  'bmp',
  'gif',
  'webp',
  'tiff',
  'jpegxl',
  'jpeg2000',
]);

/** Frames as the headers tell: the count, the count in Matroska's statistics, or duration times rate. */
function announcedFrames(stream: FfprobeStream): number | null {
  const counted = stream.nb_frames ?? toCount(stream.tags.get('number_of_frames'));
  if (counted !== null) return counted;
  const rate = fractionValue(stream.avg_frame_rate);
  // ffprobe needs two pictures to tell a rate.
  if (rate === null) return 1;
  const duration = streamDuration(stream);
  return duration === null ? null : Math.round(duration * rate);
}

export function isCover(stream: FfprobeStream): boolean {
  return isMarkedAsCover(stream) || isSinglePicture(stream);
}

function isMarkedAsCover({ disposition }: FfprobeStream): boolean {
  return disposition.attached_pic || disposition.timed_thumbnails || disposition.still_image;
}

function isSinglePicture(stream: FfprobeStream): boolean {
  return pictureCodecs.has(stream.codec_name ?? '') && announcedFrames(stream) === 1;
}

/** Lower is better: a codec that ffmpeg knows, then a moving codec, then the container's default. */
function rank(stream: FfprobeStream): number {
  const unknown = stream.codec_name === null ? 4 : 0;
  const picture = pictureCodecs.has(stream.codec_name ?? '') ? 2 : 0;
  return unknown + picture + (stream.disposition.default ? 0 : 1);
}

/**
 * The best of the moving streams, the earlier one among equals; null if there is none. A single picture that is all
 * there is in the file is a film of one frame.
 */
export function mainVideoOf<S extends FfprobeStream>(streams: readonly S[]): S | null {
  const [only] = streams;
  const isAlone = streams.length === 1 && only?.codec_type === 'video' && !isMarkedAsCover(only);
  if (isAlone) return only;
  const moving = streams.filter((stream) => stream.codec_type === 'video' && !isCover(stream));
  return moving.reduce<S | null>(
    (best, stream) => (best === null || rank(stream) < rank(best) ? stream : best),
    null,
  );
}
