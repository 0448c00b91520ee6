// expected: house/import-layers
import '../stores/clips.ts';
