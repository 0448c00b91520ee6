// expected: house/import-layers
import '../search/box.ts';
