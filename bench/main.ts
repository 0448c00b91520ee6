/** `npm run bench [-- name…]`: prints figures and ratios; each pair comes from one run. Without names, all of them. */
import { benchCards } from './cards.ts';
import { benchCommands } from './commands.ts';
import { benchCuts } from './cuts.ts';
import { benchListing } from './listing.ts';
import { benchReingest } from './reingest.ts';
import { benchThroughput } from './throughput.ts';
import { benchWindow } from './window.ts';

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  throughput: benchThroughput,
  reingest: benchReingest,
  listing: benchListing,
  cuts: benchCuts,
  cards: () => benchCards(),
  commands: benchCommands,
  window: benchWindow,
};

const chosen = process.argv.slice(2);
const unknown = chosen.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}"; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length === 0 || chosen.includes(name)) await bench();
}
