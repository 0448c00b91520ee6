// expected: house/import-layers
import '../src-main/engine/open.ts';
