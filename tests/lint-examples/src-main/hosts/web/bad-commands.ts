// expected: house/import-layers
import '../../commands/clips.ts';
