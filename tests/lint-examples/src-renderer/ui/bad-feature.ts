// expected: house/import-layers
import '../features/library/grid.ts';
