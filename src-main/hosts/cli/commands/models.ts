import { Argument, type Command } from 'commander';
import { exitCodes } from '../../../../src-preload/contract/errors.ts';
import { type TaskName, taskNames } from '../../../../src-preload/contract/inference-tasks.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { benchText, packListText, packText, verificationText } from '../format/model-text.ts';
import { byteSize } from '../format/values.ts';
import { addModelTransferCommands, quiet } from './models-transfer.ts';

interface VerifyOptions extends CommonOptions {
  readonly repair?: true;
}

export function addModelsCommand(program: Command, cli: Cli): void {
  const models = program
    .command('models')
    .description('show, install and look after the models that understand clips');
  addListing(models, cli);
  addModelTransferCommands(models, cli);
  addCare(models, cli);
  addChoice(models, cli);
}

function addListing(models: Command, cli: Cli): void {
  const { terminal } = cli;
  addCommand(models, 'list', 'show all packs: what they give, their size, licence and state').action(
    async (options: CommonOptions) => {
      const data = await cli.writing(options, quiet, (session) => session.ask('models.list', {}));
      const text = (): string =>
        packListText(data, terminal.resultColumns, (title) => terminal.style('bold', title));
      cli.show(options, { data, text });
    },
  );
  addCommand(models, 'info <pack>', 'show all there is to know about a pack').action(
    async (packId: string, options: CommonOptions) => {
      const data = await cli.writing(options, quiet, (session) => session.ask('models.info', { packId }));
      cli.show(options, { data, text: () => packText(data.pack) });
    },
  );
}

function addCare(models: Command, cli: Cli): void {
  addCommand(
    models,
    'verify [pack]',
    'read the files of installed packs and look whether they are what they should be',
  )
    .option('--repair', 'fetch anew what is wrong')
    .action(async (packId: string | undefined, options: VerifyOptions) => {
      const request = { packId: packId ?? null, repair: options.repair === true };
      const data = await cli.writing(options, quiet, (session) => session.ask('models.verify', request));
      const exitCode = data.sound ? exitCodes.success : exitCodes.failure;
      cli.show(options, { data, text: () => verificationText(data), exitCode });
    });
  addCommand(models, 'remove <pack>', 'throw a pack away; results that were made with it stay').action(
    async (packId: string, options: CommonOptions) => {
      const data = await cli.writing(options, quiet, (session) => session.ask('models.remove', { packId }));
      cli.show(options, { data, text: () => `${byteSize(data.freedBytes)} freed\n` });
    },
  );
}

function addChoice(models: Command, cli: Cli): void {
  const { terminal } = cli;
  addCommand(models, 'use', 'choose the pack that does a task')
    .addArgument(new Argument('<task>', 'what it is to do').choices(taskNames))
    .addArgument(new Argument('[pack]', 'which does it (left out: the best that is installed)'))
    .action(async (task: TaskName, packId: string | undefined, options: CommonOptions) => {
      const request = { task, packId: packId ?? null };
      const data = await cli.writing(options, quiet, (session) => session.ask('models.use', request));
      const used = data.packs.find(({ inUseFor }) => inUseFor.includes(task));
      cli.show(options, { data, text: () => `${task}: ${used?.id ?? 'nothing is installed for it'}\n` });
    });
  addCommand(
    models,
    'bench [pack]',
    'measure installed models on this machine, on each way to run them',
  ).action(async (packId: string | undefined, options: CommonOptions) => {
    const request = { packId: packId ?? null };
    const data = await cli.writing(options, quiet, (session) => session.ask('models.bench', request));
    const text = (): string =>
      benchText(data.results, terminal.resultColumns, (title) => terminal.style('bold', title));
    cli.show(options, { data, text });
  });
}
