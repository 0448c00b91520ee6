import type { Command } from 'commander';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { table } from '../format/table.ts';
import { withSession } from '../session.ts';

interface StagesOptions extends CommonOptions {
  readonly on?: readonly string[];
  readonly off?: readonly string[];
}

export function addStagesCommand(program: Command, cli: Cli): void {
  addCommand(program, 'stages', 'show the stages there are, and turn some on or off for the whole library')
    .option('--on <names...>', 'turn these on')
    .option('--off <names...>', 'turn these off; what they have found stays')
    .action(async (options: StagesOptions) => {
      if (options.on === undefined && options.off === undefined) await list(cli, options);
      else await turn(cli, options);
    });
}

async function turn(cli: Cli, options: StagesOptions): Promise<void> {
  const switches = [
    ...(options.on ?? []).map((name) => [name, 'on'] as const),
    ...(options.off ?? []).map((name) => [name, 'off'] as const),
  ];
  const silent = { onFiles: () => undefined, onStage: () => undefined };
  const data = await cli.writing(options, silent, (session) =>
    session.ask('settings.save', { stages: Object.fromEntries(switches) }),
  );
  cli.show(options, { data, text: () => switches.map(([name, how]) => `${name} is ${how}\n`).join('') });
}

async function list(cli: Cli, options: CommonOptions): Promise<void> {
  const data = await withSession(
    () => cli.targets.openHost(),
    cli.signal,
    (session) => session.ask('stages.list', {}),
  );
  const rows = data.stages.map((stage) => [
    stage.name,
    String(stage.version),
    String(stage.tier),
    stage.kind === 'frame-analyzer' ? `${stage.queue} (shared decode)` : stage.queue,
    stage.requires.join(', '),
    stage.provides.join(', '),
    stage.models.map(({ task, need }) => (need === 'required' ? task : `(${task})`)).join(', '),
    stage.initially === 'off' ? 'off' : stage.profiles.join(', '),
    stage.title,
  ]);
  const titles = ['NAME', 'VERSION', 'TIER', 'QUEUE', 'NEEDS', 'MAKES', 'MODELS', 'PROFILES', 'TITLE'];
  const columns = titles.map((title) => ({ title, align: 'left' as const, mayShrink: title === 'TITLE' }));
  cli.show(options, {
    data,
    text: () => table(columns, rows, cli.terminal.resultColumns, (text) => cli.terminal.style('bold', text)),
  });
}
