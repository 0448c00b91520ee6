import { expect, it } from 'vitest';
import { Stemmer } from './stemming.ts';

it('gives words as the index has them', () => {
  const stemmer = new Stemmer();
  expect(stemmer.terms('Running dogs, Café!')).toEqual(['run', 'dog', 'cafe']);
  expect(stemmer.terms('😀 …')).toEqual([]);
  expect(stemmer.terms('again')).toEqual(['again']);
  stemmer.close();
});
