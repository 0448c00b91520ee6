import { expect, it } from 'vitest';
import { cocoNames } from './coco-names.ts';
import { pascalVocNames } from './pascal-voc-names.ts';

it('has the background and 20 things, each by the name that COCO has for it', () => {
  const [background, ...things] = pascalVocNames;
  expect(background).toBe('background');
  expect(new Set(things).size).toBe(20);
  expect(things.filter((name) => !cocoNames.includes(name))).toEqual([]);
});
