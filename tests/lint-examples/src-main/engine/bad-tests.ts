// expected: house/import-layers
import '../../tests/support/stage-harness.ts';
