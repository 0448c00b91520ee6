// expected: house/file-name
export const one = 1;
