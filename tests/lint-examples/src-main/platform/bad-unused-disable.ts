// expected: null
// eslint-disable-next-line eqeqeq
export const one = 1;
