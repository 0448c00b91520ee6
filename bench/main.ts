/**
 * `npm run bench [-- name…]`: prints figures and ratios; each pair comes from one run. Without names, all of them but the soak
 * and the search in large libraries, which take their time: `npm run bench -- soak --minutes 10`, `npm run bench:search`.
 */
import { parseArgs } from 'node:util';
import { benchCards } from './cards.ts';
import { benchCommands } from './commands.ts';
import { benchCuts } from './cuts.ts';
import { benchDuplicates } from './duplicates.ts';
import { benchInference } from './inference.ts';
import { soakInference } from './inference-soak.ts';
import { benchListing } from './listing.ts';
import { benchReingest } from './reingest.ts';
import { benchSearch } from './search.ts';
import { benchThroughput } from './throughput.ts';
import { benchWindow } from './window.ts';

const { values, positionals: chosen } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: '10' },
    clips: { type: 'string' },
    vectors: { type: 'string' },
    large: { type: 'boolean', default: false },
    queries: { type: 'string', default: '200' },
  },
});

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  throughput: benchThroughput,
  reingest: benchReingest,
  listing: benchListing,
  cuts: benchCuts,
  duplicates: () => benchDuplicates(),
  cards: () => benchCards(),
  commands: benchCommands,
  window: benchWindow,
  inference: benchInference,
  soak: () => soakInference(Number(values.minutes)),
  search: () => benchSearch(searchOptions()),
};
const onlyByName = ['soak', 'search'];

const unknown = chosen.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}"; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.includes(name) || (chosen.length === 0 && !onlyByName.includes(name))) await bench();
}

/** One of a size's numbers alone: ten vectors a clip. */
function searchOptions(): Parameters<typeof benchSearch>[0] {
  const { clips, vectors, large, queries } = values;
  const size = { clips: Number(clips ?? 100_000), vectors: Number(vectors ?? 10 * Number(clips)) };
  return {
    size: clips === undefined && vectors === undefined ? null : size,
    largest: large ? 'included' : 'left-out',
    queriesOfKind: Number(queries),
  };
}
