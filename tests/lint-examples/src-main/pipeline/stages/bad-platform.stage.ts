// expected: house/import-layers
import '../../platform/clock.ts';
