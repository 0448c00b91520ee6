/**
 * Says what ONNX files are: first by their hash, against the catalogue; then by what goes into them and comes out, against what
 * the models declare. Texts that a model needs (labels, dictionaries) are looked for beside the weights.
 */
import { AppError } from '../../../src-preload/contract/errors.ts';
import type { Catalogue, CataloguePack, PinnedFile } from '../../../src-preload/contract/model-packs.ts';
import type { AnyModel, OnnxModel } from '../model.ts';
import type { OnnxSignature } from '../protocol.ts';
import { signatureMismatch } from '../signature.ts';
import { isOnnx, type LeftOut, licenceBeside, type Scan, type ScannedFile } from './import-scan.ts';
import { type FoundPack, pathInPack, sideLoaded } from './side-loaded.ts';

export interface Recognition {
  readonly catalogue: Catalogue;
  readonly models: readonly AnyModel[];
  readonly hashFile: (path: string, signal: AbortSignal) => Promise<string>;
  /** @throws AppError model-damaged where it is no ONNX file */
  readonly inspect: (path: string, signal: AbortSignal) => Promise<OnnxSignature>;
  /** ISO 8601. */
  readonly now: string;
  /** What is imported, for people. */
  readonly project: string;
}

export interface Recognised {
  readonly found: readonly FoundPack[];
  readonly leftOut: readonly LeftOut[];
}

type Hashes = ReadonlyMap<string, string>;

/** `ignored`: paths that were recognised otherwise. @throws the signal's reason */
export async function recogniseOnnx(
  scan: Scan,
  ignored: ReadonlySet<string>,
  using: Recognition,
  signal: AbortSignal,
): Promise<Recognised> {
  const files = scan.files.filter((file) => isOnnx(file) && !ignored.has(file.path));
  const leftOut: LeftOut[] = [];
  const hashes = await hashesOf([...files, ...texts(scan, using)], leftOut, using, signal);
  const byHash = pinned(scan, hashes, using);
  const used = new Set(byHash.flatMap(({ from }) => from));
  const rest = files.filter(({ path }) => !used.has(path) && hashes.has(path));
  const signatures = new Map<ScannedFile, OnnxSignature>();
  for (const file of rest) {
    if (scan.only !== null && file.path !== scan.only && byHash.length > 0) continue;
    try {
      signatures.set(file, await using.inspect(file.path, signal));
    } catch (error) {
      signal.throwIfAborted();
      leftOut.push({ path: file.path, reason: error instanceof AppError ? error.message : String(error) });
    }
  }
  const bySignature = await new SignatureSearch(scan, signatures, hashes, using).run();
  const wanted = (found: FoundPack): boolean => scan.only === null || found.from.includes(scan.only);
  const mine = ({ path }: LeftOut): boolean => scan.only === null || path === scan.only;
  return {
    found: [...byHash, ...bySignature.found].filter(wanted),
    leftOut: [...leftOut, ...bySignature.leftOut].filter(mine),
  };
}

/** Texts of the catalogue that may be here: by their names, which their hashes then confirm. */
function texts({ files }: Scan, { catalogue }: Recognition): ScannedFile[] {
  const names = new Set(
    catalogue.packs.flatMap(({ source }) =>
      source.kind === 'hub' ? [] : source.files.map(({ path }) => path.split('/').at(-1)),
    ),
  );
  return files.filter((file) => !isOnnx(file) && names.has(file.name));
}

async function hashesOf(
  files: readonly ScannedFile[],
  leftOut: LeftOut[],
  using: Recognition,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const { path } of files) {
    try {
      hashes.set(path, await using.hashFile(path, signal));
    } catch (error) {
      signal.throwIfAborted();
      leftOut.push({
        path,
        reason: `it cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
  }
  return hashes;
}

function pinned(scan: Scan, hashes: Hashes, { catalogue, now }: Recognition): FoundPack[] {
  const byHash = new Map([...hashes].map(([path, sha256]) => [sha256, path]));
  return catalogue.packs.flatMap((pack) => {
    if (pack.source.kind === 'hub') return [];
    const from = pack.source.files.map(({ sha256 }) => byHash.get(sha256));
    const all = from.filter((path) => path !== undefined);
    if (all.length < from.length) return [];
    return [{ manifest: catalogued(pack, pack.source.files, now), from: all }];
  });
}

function catalogued(
  pack: CataloguePack,
  files: readonly PinnedFile[],
  installedAt: string,
): FoundPack['manifest'] {
  const { source: _source, ...described } = pack;
  return {
    version: 1,
    ...described,
    standing: 'catalogue',
    origin: 'import',
    revision: null,
    dtype: null,
    files: files.map(({ name, path, bytes, sha256 }) => ({ name, path, bytes, sha256 })),
    installedAt,
    acceptedLicence: null,
  };
}

class SignatureSearch {
  readonly #scan: Scan;
  readonly #signatures: ReadonlyMap<ScannedFile, OnnxSignature>;
  readonly #hashes: Hashes;
  readonly #using: Recognition;
  readonly #used = new Set<ScannedFile>();
  readonly #reasons = new Map<ScannedFile, string>();
  readonly #found: FoundPack[] = [];

  constructor(
    scan: Scan,
    signatures: ReadonlyMap<ScannedFile, OnnxSignature>,
    hashes: Hashes,
    using: Recognition,
  ) {
    this.#scan = scan;
    this.#signatures = signatures;
    this.#hashes = hashes;
    this.#using = using;
  }

  async run(): Promise<Recognised> {
    for (const model of this.#using.models) {
      if (model.engine === 'onnx') await this.#ofModel(model);
    }
    const leftOut = [...this.#signatures]
      .filter(([file]) => !this.#used.has(file))
      .map(([file, signature]) => ({
        path: file.path,
        reason:
          this.#reasons.get(file) ??
          `no model of Rushes works with its inputs and outputs (${textOf(signature)})`,
      }));
    return { found: this.#found, leftOut };
  }

  async #ofModel(model: OnnxModel): Promise<void> {
    const parts = Object.entries(model.files).flatMap(([key, file]) =>
      file.kind === 'onnx'
        ? [
            {
              key,
              fits: [...this.#signatures]
                .filter(([, is]) => signatureMismatch(file, is) === null)
                .map(([at]) => at),
            },
          ]
        : [],
    );
    const [first] = parts;
    for (const start of first?.fits ?? []) {
      if (this.#used.has(start)) continue;
      const chosen = parts.map(({ key, fits }) => ({
        key,
        file: this.#nearest(start, fits, key === first?.key),
      }));
      await this.#take(model, chosen, start);
    }
  }

  /** Of the files that fit: itself for the first part, for others one in the same folder rather than one elsewhere. */
  #nearest(start: ScannedFile, fits: readonly ScannedFile[], isStart: boolean): ScannedFile | null {
    if (isStart) return start;
    const free = fits.filter((file) => file !== start && !this.#used.has(file));
    return free.find(({ folder }) => folder === start.folder) ?? free[0] ?? null;
  }

  async #take(
    model: OnnxModel,
    chosen: readonly { readonly key: string; readonly file: ScannedFile | null }[],
    start: ScannedFile,
  ): Promise<void> {
    const files: { key: string; file: ScannedFile }[] = [];
    for (const { key, file } of chosen) {
      if (file === null) {
        this.#reasons.set(start, `${model.title} needs its part "${key}" too, which is not here`);
        return;
      }
      files.push({ key, file });
    }
    for (const [key, file] of Object.entries(model.files)) {
      if (file.kind !== 'text') continue;
      const text = this.#textBeside(start, file.names);
      if (text !== null) files.push({ key, file: text });
      else if (file.need === 'required') {
        this.#reasons.set(start, `${model.title} needs ${file.names.join(' or ')} beside it`);
        return;
      }
    }
    for (const { file } of files) this.#used.add(file);
    this.#found.push(await this.#pack(model, files, start));
  }

  #textBeside({ folder }: ScannedFile, names: readonly string[]): ScannedFile | null {
    const lower = names.map((name) => name.toLowerCase());
    const beside = this.#scan.byFolder.get(folder) ?? [];
    return beside.find(({ name }) => lower.includes(name.toLowerCase())) ?? null;
  }

  async #pack(
    model: OnnxModel,
    files: readonly { readonly key: string; readonly file: ScannedFile }[],
    start: ScannedFile,
  ): Promise<FoundPack> {
    const { now, project, hashFile } = this.#using;
    const licence = await licenceBeside(start.folder, this.#scan);
    const own = await Promise.all(
      files.map(async ({ key, file }) => ({
        file,
        name: key,
        path: pathInPack(file, key),
        sha256: this.#hashes.get(file.path) ?? (await hashFile(file.path, new AbortController().signal)),
      })),
    );
    const paths = new Set(own.map(({ path }) => path));
    const unique =
      paths.size === own.length ? own : own.map((each) => ({ ...each, path: `${each.name}-${each.path}` }));
    return sideLoaded({
      tasks: [{ task: model.task, model: model.name }],
      title: model.title,
      engine: 'onnx',
      dtype: null,
      licence: licence?.name ?? null,
      project,
      files: unique,
      installedAt: now,
    });
  }
}

function textOf({ inputs, outputs }: OnnxSignature): string {
  const side = (values: OnnxSignature['inputs']): string =>
    values
      .map(({ name, type, shape }) => `${name} ${type}[${shape.map((length) => length ?? '?').join(',')}]`)
      .join(', ');
  const text = `${side(inputs)} -> ${side(outputs)}`;
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
