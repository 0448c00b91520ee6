import { describe, expect, it } from 'vitest';
import { labelsOfJson, labelsOfLines } from './label-lists.ts';

describe('labelsOfJson', () => {
  it('reads an array of names', () => {
    expect(labelsOfJson('["Drawing", "Neutral "]', 2)).toEqual(['Drawing', 'Neutral']);
  });

  it('refuses what is no array of names', () => {
    expect(() => labelsOfJson('{"0": "Drawing"}', 1)).toThrow();
    expect(() => labelsOfJson('Drawing', 1)).toThrow(SyntaxError);
  });

  it('refuses another number of names than the model has classes', () => {
    expect(() => labelsOfJson('["Drawing"]', 2)).toThrow('1 names, the model 2 classes');
  });
});

describe('labelsOfLines', () => {
  it('reads lines with any line end, with or without a byte order mark', () => {
    expect(labelsOfLines('\uFEFFOpen\r\nClose\r\nPointer', 3)).toEqual(['Open', 'Close', 'Pointer']);
    expect(labelsOfLines('Open\nClose \n', 2)).toEqual(['Open', 'Close']);
  });

  it('refuses another number of names than the model has classes', () => {
    expect(() => labelsOfLines('Open\nClose', 3)).toThrow('2 names, the model 3 classes');
  });
});
