// expected: @typescript-eslint/no-non-null-assertion
export function first(texts: readonly string[]): string {
  return texts[0]!;
}
