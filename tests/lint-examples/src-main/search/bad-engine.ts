// expected: house/import-layers
import '../engine/open.ts';
