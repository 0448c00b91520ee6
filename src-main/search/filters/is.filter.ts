import { defineFilter } from '../search-filter.ts';
import { anyOf, hasArtifact } from './artifact-conditions.ts';
import { column, flag, type Flag, flagFilter } from './flags.ts';
import { cardValues } from './value-listings.ts';

const isHighRange = `CASE WHEN hdr = 'SDR' THEN 'sdr' WHEN hdr IS NOT NULL THEN 'hdr' END`;
const tagged = 'SELECT clip_sequence FROM clip_tags';
/** Measured, and where it could not be, as the header has it. */
const unevenFrames = anyOf(
  hasArtifact('probe-detail', `json_extract(data, '$.variableFrameRate') = 1`),
  hasArtifact('probe', `json_extract(data, '$.video.variableFrameRate') = 1`),
);
const interlaced = anyOf(
  hasArtifact('probe-detail', `json_extract(data, '$.scanType') = 'interlaced'`),
  hasArtifact('probe', `json_extract(data, '$.video.scanType') = 'interlaced'`),
);

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
  flag('silent', ['mute', 'muted'], hasArtifact('probe', `json_array_length(data, '$.audioTracks') = 0`)),
  flag('vfr', ['variable-frame-rate', 'variable'], unevenFrames),
  flag('interlaced', [], interlaced),
  flag(
    'duplicate',
    ['duplicated', 'copied'],
    column(`sequence IN (SELECT sequence FROM clips WHERE id IN (
      SELECT clip_id FROM files WHERE state = 'present' GROUP BY clip_id HAVING COUNT(*) > 1))`),
  ),
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
