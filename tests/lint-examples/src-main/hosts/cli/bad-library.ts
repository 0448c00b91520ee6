// expected: house/import-layers
import '../../library/clips.ts';
