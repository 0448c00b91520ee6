// expected: house/import-layers
import '../../db/connection.ts';
