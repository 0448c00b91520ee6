import { afterAll } from 'vitest';
import { createMediaToolbox, type MediaToolbox } from '../../src-main/media/media-tools.ts';
import { type DiscoveredTools, discoverTools } from '../../src-main/media/tool-discovery.ts';

let discovered: Promise<DiscoveredTools> | null = null;
let toolbox: Promise<MediaToolbox> | null = null;

afterAll(async () => {
  const open = toolbox;
  toolbox = null;
  if (open !== null) await (await open).close();
});

/** The tools of this machine, looked for once a test file. */
export async function tools(): Promise<DiscoveredTools> {
  discovered ??= discoverTools(process.env);
  return discovered;
}

/** One toolbox for the test file; closed at its end. */
export async function testToolbox(): Promise<MediaToolbox> {
  toolbox ??= tools().then(createMediaToolbox);
  return toolbox;
}
