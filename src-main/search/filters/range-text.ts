/** Ranges as people write them: ">=3", "<2m30s", "30s..2m", "2024-05..", "3+". One parser for whatever is measured or dated. */

export type RangeText =
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'compare'; readonly sign: Comparison; readonly text: string }
  /** '': open at that end; never at both. */
  | { readonly kind: 'between'; readonly from: string; readonly to: string };

export type Comparison = '>' | '>=' | '<' | '<=';

const signs: Readonly<Record<string, Comparison>> = {
  ...{ '>': '>', '>=': '>=', '≥': '>=', '=>': '>=', '<': '<', '<=': '<=', '≤': '<=', '=<': '<=' },
};

/** null: no range. */
export function readRange(written: string): RangeText | null {
  const text = written.trim();
  const [, sign = '', compared = ''] = /^([<>=≤≥]{1,2})\s*([^<>=≤≥]+)$/.exec(text) ?? [];
  if (sign === '=') return { kind: 'exact', text: compared };
  const comparison = Object.hasOwn(signs, sign) ? signs[sign] : undefined;
  if (comparison !== undefined) return { kind: 'compare', sign: comparison, text: compared };
  const [from, to, ...more] = text.split(/\s*(?:\.{2,3}|…)\s*/);
  if (more.length > 0 || from === undefined) return null;
  if (to !== undefined) return from === '' && to === '' ? null : { kind: 'between', from, to };
  if (/^[^+]+\+$/.test(text)) return { kind: 'compare', sign: '>=', text: text.slice(0, -1) };
  return text === '' ? null : { kind: 'exact', text };
}
