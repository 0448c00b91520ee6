// expected: no-console
export function shout(): void {
  console.log('done');
}
