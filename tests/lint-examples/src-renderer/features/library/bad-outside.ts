// expected: house/import-layers
import '../../../../tests/support/fixtures.ts';
