/** How the bench prints: one line a figure, with its bar where there is one. */

export interface Bar {
  readonly value: number;
  /** 'most': the value must not be above the bar; 'least': not below. */
  readonly at: 'most' | 'least';
  readonly bar: number;
}

export function heading(text: string): void {
  console.log(`\n${text}\n${'-'.repeat(text.length)}`);
}

export function figure(name: string, value: string, bar?: Bar): void {
  const verdict =
    bar === undefined ? '' : `   ${met(bar) ? 'met' : 'MISSED'} (at ${bar.at} ${String(bar.bar)})`;
  console.log(`  ${name.padEnd(52)} ${value.padStart(12)}${verdict}`);
}

function met({ value, at, bar }: Bar): boolean {
  return at === 'most' ? value <= bar : value >= bar;
}

export const seconds = (value: number): string => `${value.toFixed(2)} s`;
export const ratio = (value: number): string => `${value.toFixed(3)} x`;
export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
