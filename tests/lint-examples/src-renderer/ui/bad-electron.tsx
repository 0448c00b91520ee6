// expected: house/import-layers
import 'electron';
