// expected: house/import-layers
import 'node:buffer';
