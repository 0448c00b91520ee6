import { describe, expect, it } from 'vitest';
import { exifGroups, filteredGroups, rowsIn } from './exif-groups.ts';
import { groupsAsText } from './info-groups.ts';

const groups = exifGroups({
  QuickTime: { MajorBrand: 'qt  ', TimeScale: 600, PosterTime: 0, Enabled: true, Nothing: null },
  'XMP-dc': { Subject: ['sea', 'B-Roll', 3] },
  'XMP-xmpMM': { History: [{ Action: 'saved', When: '2026' }], Derived: { Id: 'x' } },
});

describe('every tag that exiftool found', () => {
  it('is a row in its group, in the order of the file', () => {
    expect(groupsAsText(groups)).toBe(
      [
        ...[
          'QuickTime',
          'MajorBrand: qt  ',
          'TimeScale: 600',
          'PosterTime: 0',
          'Enabled: true',
          'Nothing: null',
        ],
        ...['', 'XMP-dc', 'Subject: sea, B-Roll, 3'],
        ...['', 'XMP-xmpMM', 'History: [{"Action":"saved","When":"2026"}]', 'Derived: {"Id":"x"}'],
      ].join('\n'),
    );
    expect(rowsIn(groups)).toBe(8);
  });

  const labels = (words: string) =>
    filteredGroups(groups, words).flatMap(({ title, rows }) => rows.map(({ label }) => `${title}:${label}`));

  it('is found by group, name and value, in any case', () => {
    expect(labels('SCALE')).toEqual(['QuickTime:TimeScale']);
    expect(labels('b-roll')).toEqual(['XMP-dc:Subject']);
    expect(labels('xmp')).toEqual(['XMP-dc:Subject', 'XMP-xmpMM:History', 'XMP-xmpMM:Derived']);
    expect(labels('  xmp  saved ')).toEqual(['XMP-xmpMM:History']);
    expect(labels('quicktime saved')).toEqual([]);
  });

  it('is all there without a word', () => {
    expect(filteredGroups(groups, '  ')).toBe(groups);
  });
});
