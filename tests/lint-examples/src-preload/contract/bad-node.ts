// expected: house/import-layers
import 'node:fs';
