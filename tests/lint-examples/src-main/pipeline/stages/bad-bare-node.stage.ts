// expected: house/import-layers
import 'fs';
