// expected: house/import-layers
import 'node:child_process';
