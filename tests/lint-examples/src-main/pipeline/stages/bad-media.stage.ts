// expected: house/import-layers
import '../../media/ffmpeg.ts';
