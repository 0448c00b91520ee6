// expected: house/import-layers
import '../../src-preload/index.ts';
