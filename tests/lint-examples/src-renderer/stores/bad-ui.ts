// expected: house/import-layers
import '../ui/button.ts';
