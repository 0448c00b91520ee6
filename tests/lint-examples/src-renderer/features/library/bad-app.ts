// expected: house/import-layers
import '../../app/main.ts';
