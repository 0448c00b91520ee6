// expected: no-restricted-syntax
export enum Colour {
  red,
}
