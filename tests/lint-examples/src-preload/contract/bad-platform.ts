// expected: house/import-layers
import '../../src-main/platform/clock.ts';
