import type { Command } from 'commander';
import type { EngineEvent } from '../../../../src-preload/contract/events.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { counted, workSeconds } from '../format/values.ts';
import { wait } from '../wait.ts';

interface MonitorOptions extends CommonOptions {
  readonly clip?: string;
  readonly follow?: true;
}

const followEveryMs = 500;
const shownBefore = 100;
const shownBeforeFollowing = 10;
const pageLimit = 1_000;

export function addMonitorCommand(program: Command, cli: Cli): void {
  addCommand(program, 'monitor', 'show what has happened in the library, whichever process did it')
    .option('--clip <clip>', 'only what concerns this clip')
    .option('--follow', 'go on as things happen, until you stop it (with --json: one document a line)')
    .action(async (options: MonitorOptions) => {
      if (options.follow === true) return follow(cli, options);
      const request = { ...about(cli, options), limit: shownBefore };
      const data = await cli.reading(options, (session) => session.ask('events.read', request));
      cli.show(options, { data, text: () => data.events.map((event) => `${eventText(event)}\n`).join('') });
    });
}

function about(cli: Cli, { clip }: MonitorOptions) {
  return { clip: clip ?? null, relativeTo: cli.workingFolder };
}

/** A stream has no end that a document could have: each event is a line of its own. */
async function follow(cli: Cli, options: MonitorOptions): Promise<void> {
  await cli.reading(options, async (session) => {
    let page = await session.ask('events.read', { ...about(cli, options), limit: shownBeforeFollowing });
    while (!cli.signal.aborted) {
      for (const event of page.events) {
        cli.terminal.writeResult(`${options.json === true ? JSON.stringify(event) : eventText(event)}\n`);
      }
      if (page.gap) cli.terminal.writeNote('rushes: some events were dropped before they could be shown\n');
      if (page.events.length < pageLimit && (await wait(followEveryMs, cli.signal)) === 'stopped') return;
      const afterSequence = page.lastSequence;
      page = await session.ask('events.read', { ...about(cli, options), afterSequence, limit: pageLimit });
    }
  });
}

const shownIdLength = 10;

/** "2026-11-20 08:15:00.123  job-changed  0f3a…  probe done 0.12 s". */
function eventText(event: EngineEvent): string {
  const at = new Date(event.atMs).toISOString().replace('T', ' ').replace('Z', '');
  return displayPath(`${at}  ${event.type.padEnd(16)}  ${facts(event)}`);
}

function facts(event: EngineEvent): string {
  switch (event.type) {
    case 'clip-added':
      return `${shortId(event.data.clipId)}  ${event.data.path}`;
    case 'file-changed':
      return `${shortId(event.data.clipId)}  ${event.data.change}  ${event.data.path}`;
    case 'file-failed':
      return `${event.data.path}  ${event.data.error.message}`;
    case 'job-changed':
      return jobFacts(event.data);
    case 'artifact-stored':
      return `${shortId(event.data.clipId)}  ${event.data.stage} stored ${event.data.artifact}`;
    case 'clip-quarantined':
      return `${shortId(event.data.clipId)}  ${event.data.stage}`;
    case 'clips-annotated':
      return counted(event.data.clipIds.length, 'clip');
    case 'collections-changed':
      return counted(event.data.collectionIds.length, 'collection');
    case 'scan-finished':
      return `${event.data.path}  ${String(event.data.found)} found, ${String(event.data.missing)} missing`;
    case 'engine-changed':
      return event.data.state;
  }
}

function jobFacts(data: Extract<EngineEvent, { type: 'job-changed' }>['data']): string {
  const { clipId, stage, state, attempt, durationSec, reason, error } = data;
  const again = attempt > 1 ? ` attempt ${String(attempt)}` : '';
  const took = durationSec === null ? '' : ` ${workSeconds(durationSec)}`;
  const why = error?.message ?? reason;
  return `${shortId(clipId)}  ${stage} ${state}${again}${took}${why === null ? '' : `: ${why}`}`;
}

function shortId(id: string | null): string {
  return (id ?? '-').slice(0, shownIdLength).padEnd(shownIdLength);
}
