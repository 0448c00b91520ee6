// expected: house/import-layers
import '../../src-preload/contract/commands.ts';
