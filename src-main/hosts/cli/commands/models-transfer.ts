import { type Command, InvalidArgumentError } from 'commander';
import { resolve } from 'node:path';
import { AppError, exitCodes } from '../../../../src-preload/contract/errors.ts';
import type { PackState } from '../../../../src-preload/contract/model-packs.ts';
import { displayPath } from '../../../platform/paths.ts';
import { addCommand, type Cli, type CommonOptions } from '../cli.ts';
import { importText, licenceText } from '../format/model-text.ts';
import { byteSize } from '../format/values.ts';
import { showPackProgress } from '../progress/pack-progress.ts';
import type { ProgressListener, Session } from '../session.ts';

/** Clips may be worked on meanwhile; that is not what these commands are about. */
export const quiet: ProgressListener = { onFiles: () => undefined, onStage: () => undefined };

interface DownloadOptions extends CommonOptions {
  readonly yes?: true;
  readonly mirror?: string;
}

/** What comes in and goes out. */
export function addModelTransferCommands(models: Command, cli: Cli): void {
  addCommand(
    models,
    'download <pack...>',
    'download packs; a download that was broken off goes on where it was',
  )
    .option('--yes', 'accept the licences without being asked')
    .option(
      '--mirror <address>',
      'fetch from there instead of the usual hosts (default: RUSHES_MODEL_MIRROR)',
      parseMirror,
    )
    .action(async (packIds: string[], options: DownloadOptions) => {
      const packs = await cli.writing(options, quiet, (session) =>
        downloadAll(cli, session, packIds, options),
      );
      const text = (): string =>
        packs.map(({ id, diskBytes }) => `${id} is installed (${byteSize(diskBytes)})\n`).join('');
      cli.show(options, { data: { packs }, text });
    });
  addCommand(
    models,
    'import <path>',
    'take in packs, or any ONNX models, from a folder, a file, a .zip or a .tar',
  ).action(async (path: string, options: CommonOptions) => {
    const request = { path: resolve(cli.workingFolder, path) };
    const data = await cli.writing(options, quiet, (session) => session.ask('models.import', request));
    const isUseless = data.imported.length === 0;
    cli.show(options, {
      data,
      text: () => importText(data),
      exitCode: isUseless ? exitCodes.failure : exitCodes.success,
    });
  });
  addCommand(
    models,
    'export <target> [pack...]',
    'write installed packs to a folder or a .tar, for another machine',
  ).action(async (target: string, packIds: string[], options: CommonOptions) => {
    const request = {
      target: resolve(cli.workingFolder, target),
      packIds: packIds.length === 0 ? null : packIds,
    };
    const data = await cli.writing(options, quiet, (session) => session.ask('models.export', request));
    const text = (): string =>
      `${displayPath(data.path)}  ${byteSize(data.sizeBytes)}\n${data.packIds.map((id) => `  ${id}\n`).join('')}`;
    cli.show(options, { data, text });
  });
}

function parseMirror(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Give an address that begins with http:// or https://.');
}

/** One after the other; licences first, so that nobody has to come back for a question. */
async function downloadAll(
  cli: Cli,
  session: Session,
  packIds: readonly string[],
  options: DownloadOptions,
): Promise<PackState[]> {
  for (const packId of packIds) {
    const { pack } = await session.ask('models.info', { packId });
    if (!isInstalled(pack)) await agree(cli, pack, options);
  }
  const packs: PackState[] = [];
  for (const packId of packIds) {
    const request = {
      packId,
      acceptLicence: true,
      mirror: options.mirror ?? null,
      until: 'finished',
    } as const;
    const download = () => session.ask('models.download', request);
    packs.push((await showPackProgress(cli.terminal, session, packId, download)).pack);
  }
  return packs;
}

const isInstalled = ({ state }: PackState): boolean => state === 'installed' || state === 'side-loaded';

/** Shows the licence, and asks where somebody is there to answer. @throws AppError licence-unaccepted */
async function agree({ terminal, confirm }: Cli, pack: PackState, options: DownloadOptions): Promise<void> {
  terminal.writeNote(
    `${pack.id}: ${pack.unlocks}\n  ${byteSize(pack.downloadBytes)} from ${pack.project}\n  licence of the weights: ${licenceText(pack)}\n`,
  );
  if (options.yes === true) return;
  const isAgreed =
    options.json !== true && confirm !== undefined && (await confirm('Accept the licence and download it?'));
  if (!isAgreed) throw new AppError('licence-unaccepted', { pack: pack.id, licence: pack.licence.name });
}
