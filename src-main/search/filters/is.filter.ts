import { hasValue } from '../../db/repositories/search-facts.repository.ts';
import { defineFilter } from '../search-filter.ts';
import { column, flag, type Flag, flagFilter } from './flags.ts';
import { cardValues } from './value-listings.ts';

const isHighRange = `CASE WHEN hdr = 'SDR' THEN 'sdr' WHEN hdr IS NOT NULL THEN 'hdr' END`;
const tagged = 'SELECT clip_sequence FROM clip_tags';
const flags: readonly Flag[] = [
  flag('hdr', [], column(`hdr <> 'SDR'`)),
  flag('sdr', [], column(`hdr = 'SDR'`)),
  flag('vertical', ['portrait', 'upright'], column('height > width')),
  flag('horizontal', ['landscape'], column('width > height')),
  flag('square', [], column('(width = height AND width > 0)')),
  flag('ready', ['done'], column(`state = 'ready'`)),
  flag('failed', ['broken'], column(`state = 'failed'`)),
  flag('missing', ['gone'], column(`state = 'missing'`)),
  flag('quarantined', [], column(`state = 'quarantined'`)),
  flag('working', ['processing'], column(`state = 'working'`)),
  flag('blocked', [], column(`state = 'blocked'`)),
  flag('new', ['unseen', 'unopened'], column('is_new = 1')),
  flag('opened', ['seen'], column('is_new = 0')),
  flag('rated', [], column('rating IS NOT NULL')),
  flag('unrated', [], column('rating IS NULL')),
  flag('tagged', [], column(`sequence IN (${tagged})`)),
  flag('untagged', [], column(`sequence NOT IN (${tagged})`)),
  flag('silent', ['mute', 'muted'], column(hasValue('flag', `value = 'silent'`))),
  flag('vfr', ['variable-frame-rate', 'variable'], column(hasValue('flag', `value = 'vfr'`))),
  flag('interlaced', [], column(hasValue('flag', `value = 'interlaced'`))),
  flag('duplicate', ['duplicated', 'copied'], column(hasValue('flag', `value = 'duplicate'`))),
];

/** How the clip is. */
export default defineFilter<Flag>({
  id: 'is',
  aliases: ['state'],
  control: 'flag',
  example: 'is:hdr',
  ...flagFilter(flags),
  values: cardValues(isHighRange),
});
