import { defineFilter } from '../search-filter.ts';
import { hasArtifact } from './artifact-conditions.ts';
import { parseCodec } from './codec-names.ts';

/** Codec of a sound track; "none": there is no track. */
export default defineFilter<string>({
  id: 'audio',
  aliases: ['audiocodec', 'acodec'],
  control: 'choice',
  example: 'audio:aac',
  choices: ['none'],
  parse: parseCodec,
  format: (codec) => codec,
  predicate: (codec) =>
    codec === 'none'
      ? hasArtifact('probe', `json_array_length(data, '$.audioTracks') = 0`)
      : hasArtifact(
          'probe',
          `EXISTS (SELECT 1 FROM json_each(data, '$.audioTracks') AS track WHERE instr(track.value ->> '$.codec', ?) = 1)`,
          [codec],
        ),
  values: {
    reads: 'artifacts',
    sql: (among) => `SELECT value, COUNT(*) AS clips FROM (
        SELECT DISTINCT sequence, track.value ->> '$.codec' AS value
        FROM clips JOIN artifacts ON clip_id = clips.id AND name = 'probe' JOIN json_each(data, '$.audioTracks') AS track
        WHERE sequence IN (${among}) AND json_valid(data))
      WHERE value IS NOT NULL GROUP BY value ORDER BY clips DESC, value LIMIT ?`,
  },
});
