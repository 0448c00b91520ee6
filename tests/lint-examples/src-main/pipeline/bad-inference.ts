// expected: house/import-layers
import '../inference/client.ts';
