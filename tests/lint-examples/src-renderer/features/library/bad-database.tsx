// expected: house/import-layers
import '../../../src-main/db/clips.ts';
