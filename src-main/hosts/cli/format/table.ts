/** Text in columns. */

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Cut off first where a line would be too long for the terminal. */
  readonly mayShrink?: boolean;
}

const gap = '  ';
const narrowest = 12;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** East Asian wide and full-width forms, and emoji (Unicode UAX #11, the common blocks): two cells each. */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|^\p{Emoji_Presentation}/u;
const escapeSequence = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/** Cells that a text takes in a terminal. */
export function cellWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text.replaceAll(escapeSequence, '')))
    width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The beginning of a text with "…" where it is too wide. */
export function shorten(text: string, width: number): string {
  if (cellWidth(text) <= width) return text;
  let kept = '';
  let used = 1;
  for (const { segment } of segmenter.segment(text)) {
    used += cellWidth(segment);
    if (used > width) break;
    kept += segment;
  }
  return `${kept}…`;
}

function pad(text: string, width: number, align: Column['align']): string {
  const room = ' '.repeat(Math.max(0, width - cellWidth(text)));
  return align === 'left' ? text + room : room + text;
}

/**
 * Lines with a heading, each ending in a newline.
 *
 * @param columns widest line, or null for any width
 * @param heading how headings are shown
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number | null,
  heading: (text: string) => string = (text) => text,
): string {
  const natural = columns.map(({ title }, index) =>
    Math.max(cellWidth(title), ...rows.map((row) => cellWidth(row[index] ?? ''))),
  );
  const widths = fit(columns, natural, width);
  const line = (cells: readonly string[], dress: (text: string) => string): string =>
    columns
      .map(({ align }, index) =>
        dress(pad(shorten(cells[index] ?? '', widths[index] ?? 0), widths[index] ?? 0, align)),
      )
      .join(gap)
      .trimEnd();
  const titles = line(
    columns.map(({ title }) => title),
    heading,
  );
  return [titles, ...rows.map((row) => line(row, (text) => text))].map((text) => `${text}\n`).join('');
}

function fit(columns: readonly Column[], natural: readonly number[], width: number | null): number[] {
  const total = natural.reduce((sum, each) => sum + each, 0) + gap.length * (columns.length - 1);
  let excess = width === null ? 0 : total - width;
  return natural.map((each, index) => {
    if (excess <= 0 || columns[index]?.mayShrink !== true) return each;
    const next = Math.max(Math.min(narrowest, each), each - excess);
    excess -= each - next;
    return next;
  });
}

/** "name   value" lines with the values below one another. */
export function pairs(entries: readonly (readonly [name: string, value: string])[], indent = ''): string {
  const width = Math.max(0, ...entries.map(([name]) => cellWidth(name)));
  return entries
    .map(([name, value]) => `${indent}${pad(name, width, 'left')}  ${value}`.trimEnd() + '\n')
    .join('');
}
