// expected: house/import-layers
import '../../src-preload/contract/errors.ts';
