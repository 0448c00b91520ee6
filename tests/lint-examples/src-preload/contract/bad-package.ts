// expected: house/import-layers
import 'execa';
