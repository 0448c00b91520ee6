// expected: house/import-layers
import '../hosts/cli/main.ts';
