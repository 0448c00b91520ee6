// expected: house/import-layers
export const opened = import('../../db/connection.ts');
