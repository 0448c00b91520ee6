import { hasValue } from '../../db/repositories/search-facts.repository.ts';
import { type Condition, defineFilter } from '../search-filter.ts';
import { column, flag, type Flag, flagFilter } from './flags.ts';

const annotated = (what: string): string =>
  `sequence IN (SELECT clip_sequence FROM annotations WHERE ${what})`;
/** As the index of search knows them. */
const indexed = (name: string): Condition => column(hasValue('flag', `value = '${name}'`));

const flags: readonly Flag[] = [
  flag('speech', ['voice', 'talking'], indexed('speech')),
  flag('transcript', [], indexed('transcript')),
  flag('text', ['words', 'writing'], indexed('text')),
  flag('faces', ['face'], indexed('faces')),
  flag('people', ['person', 'persons'], indexed('people')),
  flag('objects', ['object'], indexed('objects')),
  flag('sound', ['audio'], indexed('sound')),
  ...['music', 'singing', 'applause', 'laughter'].map((group) =>
    flag(group, [], column(hasValue('sound-group', `value = '${group}'`))),
  ),
  flag('note', ['notes', 'comment'], column(annotated(`note <> ''`))),
  flag('rating', ['stars'], column('rating IS NOT NULL')),
  flag('tags', ['tag'], column('sequence IN (SELECT clip_sequence FROM clip_tags)')),
  flag('gps', ['place', 'location', 'coordinates'], indexed('gps')),
  flag('date', ['taken'], column('taken_sec IS NOT NULL')),
  flag('camera', [], column('camera IS NOT NULL')),
  flag('lens', [], column(hasValue('lens'))),
  flag('proxy', [], indexed('proxy')),
  flag('chapters', ['chapter'], indexed('chapters')),
  flag('subtitles', ['subtitle', 'captions'], indexed('subtitles')),
  flag('timecode', [], indexed('timecode')),
  flag('cuts', ['cut'], indexed('cuts')),
];

/** What was found in the clip, or put to it. */
export default defineFilter<Flag>({
  id: 'has',
  aliases: [],
  control: 'flag',
  example: 'has:speech',
  ...flagFilter(flags),
});
