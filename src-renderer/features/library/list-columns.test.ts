import { describe, expect, it } from 'vitest';
import { columnsFor } from './list-columns.ts';

describe('columns of the list', () => {
  it('are all there where there is room', () => {
    expect(columnsFor(1_600)).toHaveLength(11);
  });

  it.each([300, 600, 784, 1_100])('fit into %s pixels, the name first', (widthPx) => {
    const shown = columnsFor(widthPx);
    expect(shown[0]?.id).toBe('name');
    expect(shown.reduce((sum, column) => sum + column.widthPx, 0)).toBeLessThanOrEqual(widthPx);
  });

  it('keep what matters most', () => {
    expect(columnsFor(600).map(({ id }) => id)).toEqual(['name', 'duration', 'resolution', 'rating']);
  });
});
