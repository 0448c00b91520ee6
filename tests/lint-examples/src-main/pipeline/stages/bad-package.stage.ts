// expected: house/import-layers
import 'fluent-ffmpeg';
