import { defineFilter } from '../search-filter.ts';
import { anyOf, hasArtifact } from './artifact-conditions.ts';
import { column, flag, type Flag, flagFilter } from './flags.ts';

const annotated = (what: string): string =>
  `sequence IN (SELECT clip_sequence FROM annotations WHERE ${what})`;
/** A sound of a group, or one of its labels. */
const sounds = (group: string): string =>
  `EXISTS (SELECT 1 FROM json_each(data, '$.spans') AS span WHERE span.value ->> '$.group' = '${group}')`;
const filled = (path: string): string => `json_array_length(data, '${path}') > 0`;
const seesPerson = `EXISTS (SELECT 1 FROM json_each(data, '$.labels') AS label WHERE label.value ->> '$.label' = 'person')`;
const hasFaces = hasArtifact('faces', `json_extract(data, '$.mostAtOnce') > 0`);

const flags: readonly Flag[] = [
  // Somebody who speaks, or words that were made out.
  flag(
    'speech',
    ['voice', 'talking'],
    anyOf(
      hasArtifact('speech-activity', `json_extract(data, '$.speechSec') > 0`),
      hasArtifact('transcript', filled('$.segments')),
    ),
  ),
  flag('transcript', [], hasArtifact('transcript', filled('$.segments'))),
  flag('text', ['words', 'writing'], hasArtifact('on-screen-text', filled('$.spans'))),
  flag('faces', ['face'], hasFaces),
  flag('people', ['person', 'persons'], anyOf(hasFaces, hasArtifact('objects', seesPerson))),
  flag('objects', ['object'], hasArtifact('objects', filled('$.labels'))),
  flag('sound', ['audio'], hasArtifact('probe', filled('$.audioTracks'))),
  ...['music', 'singing', 'applause', 'laughter'].map((group) =>
    flag(group, [], hasArtifact('sound-events', sounds(group))),
  ),
  flag('note', ['notes', 'comment'], column(annotated(`note <> ''`))),
  flag('rating', ['stars'], column('rating IS NOT NULL')),
  flag('tags', ['tag'], column('sequence IN (SELECT clip_sequence FROM clip_tags)')),
  flag(
    'gps',
    ['place', 'location', 'coordinates'],
    hasArtifact('exif', `json_extract(data, '$.latitude') IS NOT NULL`),
  ),
  flag('date', ['taken'], column('taken_sec IS NOT NULL')),
  flag('camera', [], column('camera IS NOT NULL')),
  flag('lens', [], hasArtifact('exif', `json_extract(data, '$.lens') IS NOT NULL`)),
  flag('proxy', [], hasArtifact('proxy')),
  flag('chapters', ['chapter'], hasArtifact('probe', filled('$.chapters'))),
  flag('subtitles', ['subtitle', 'captions'], hasArtifact('probe', filled('$.subtitleTracks'))),
  flag(
    'timecode',
    [],
    anyOf(
      hasArtifact(
        'probe',
        `COALESCE(json_extract(data, '$.timecode'), json_extract(data, '$.video.timecode')) IS NOT NULL`,
      ),
      hasArtifact('probe-detail', `json_extract(data, '$.timecode') IS NOT NULL`),
    ),
  ),
  flag('cuts', ['cut'], hasArtifact('scenes', filled('$.cuts'))),
];

/** What was found in the clip, or put to it. */
export default defineFilter<Flag>({
  id: 'has',
  aliases: [],
  control: 'flag',
  example: 'has:speech',
  ...flagFilter(flags),
});
