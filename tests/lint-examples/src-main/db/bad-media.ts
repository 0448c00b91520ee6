// expected: house/import-layers
import '../media/tools.ts';
