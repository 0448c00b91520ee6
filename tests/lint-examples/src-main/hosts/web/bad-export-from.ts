// expected: house/import-layers
export * from '../../db/connection.ts';
