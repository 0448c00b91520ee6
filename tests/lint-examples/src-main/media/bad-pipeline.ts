// expected: house/import-layers
import '../pipeline/stage.ts';
