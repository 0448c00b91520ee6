// expected: house/import-layers
import 'sharp';
