// expected: no-restricted-syntax
const one = 1;
export { one as default };
