/**
 * A clip's duration in SQL: the longer of what its container says (sound and subtitles included) and what was measured of
 * its picture. Either may be missing. `describeClip` has the same rule.
 *
 * @param probe alias of the clip's `probe` artifact; @param detail alias of its `probe-detail`
 */
export function durationSql(probe: string, detail: string): string {
  const said = `json_extract(${probe}.data, '$.durationSec')`;
  const measured = `json_extract(${detail}.data, '$.durationSec')`;
  return `COALESCE(MAX(${said}, ${measured}), ${said}, ${measured})`;
}
