/** Every file among the test clips, for tests that compare with a reference tool on each of them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fixture } from './fixtures.ts';

/** Paths below the folder of clips ("mdn/pig.mp4"), sorted; licences and notes left out. Call inside describeWithFixtures. */
export function allClips(): readonly string[] {
  const folder = fixture('media');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/licen[cs]e|readme/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const notFilms = /\.(jpg|srt|wav|mp3)$|sample_malformed_free_box|truncated-testvideo/;

/** Those of them that hold a moving picture which ffmpeg can open. */
export function allFilms(): readonly string[] {
  return allClips().filter((name) => !notFilms.test(name));
}
