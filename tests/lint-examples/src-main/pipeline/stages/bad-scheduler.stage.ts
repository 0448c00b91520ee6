// expected: house/import-layers
import '../scheduler.ts';
