// expected: house/import-layers
import '../ffmpeg.ts';
