/**
 * Who may import whom: the one table of it. The first layer whose pattern fits a file is its layer; a file of the
 * programs that fits none is an error, so that a new folder has to be thought about here.
 */

/**
 * @typedef {object} Layer
 * @property {string} name What a message calls it.
 * @property {readonly string[]} files Globs below the checkout.
 * @property {readonly string[]} imports Names of the other layers that it may import.
 * @property {'all' | 'none' | 'same-folder'} within Which files of its own layer it may import. 'same-folder' means the
 *   folder that the pattern's first `*` stands for.
 * @property {'any' | readonly string[]} packages npm packages that it may import. `electron` has a rule of its own.
 * @property {'any' | 'none'} builtins Node's own modules.
 */

const useCaseImports = [
  ...['db', 'pipeline', 'stage contract', 'platform', 'media', 'pure media', 'understanding', 'contract'],
];

/** @type {readonly Layer[]} */
export const layers = [
  {
    name: 'contract',
    files: ['src-preload/contract/**'],
    imports: [],
    within: 'all',
    packages: ['zod'],
    builtins: 'none',
  },
  {
    name: 'preload',
    files: ['src-preload/*'],
    imports: ['contract'],
    within: 'all',
    packages: ['electron'],
    builtins: 'none',
  },
  {
    name: 'stage',
    files: ['src-main/pipeline/stages/*.stage.ts'],
    imports: ['stage contract', 'contract', 'pure media', 'understanding'],
    within: 'none',
    packages: ['zod'],
    builtins: 'none',
  },
  {
    name: 'stage contract',
    files: ['src-main/pipeline/stage.ts'],
    imports: ['contract', 'media', 'pure media'],
    within: 'all',
    packages: ['zod'],
    builtins: 'none',
  },
  {
    name: 'pure media',
    files: ['src-main/media/parse/**', 'src-main/media/signal/**', 'src-main/media/pixel-format.ts'],
    imports: ['contract'],
    within: 'all',
    packages: ['zod'],
    builtins: 'none',
  },
  {
    name: 'understanding',
    files: ['src-main/understanding/**'],
    imports: ['contract', 'pure media', 'stage contract'],
    within: 'all',
    packages: ['zod'],
    builtins: 'none',
  },
  {
    name: 'platform',
    files: ['src-main/platform/**'],
    imports: [],
    within: 'all',
    packages: 'any',
    builtins: 'any',
  },
  {
    name: 'db',
    files: ['src-main/db/**'],
    imports: ['platform', 'contract'],
    within: 'all',
    packages: 'any',
    builtins: 'any',
  },
  {
    name: 'media',
    files: ['src-main/media/**'],
    imports: ['platform', 'contract', 'pure media'],
    within: 'all',
    packages: 'any',
    builtins: 'any',
  },
  {
    name: 'inference',
    files: ['src-main/inference/**'],
    imports: ['platform', 'contract'],
    within: 'all',
    packages: 'any',
    builtins: 'any',
  },
  {
    name: 'pipeline',
    files: ['src-main/pipeline/**'],
    imports: ['stage contract', 'db', 'platform', 'media', 'pure media', 'contract'],
    within: 'all',
    packages: 'any',
    builtins: 'any',
  },
  {
    name: 'use case',
    files: ['library', 'search', 'timeline', 'insights', 'export'].map((folder) => `src-main/${folder}/**`),
    imports: useCaseImports,
    within: 'all',
    packages: 'any',
    builtins: 'any',
  },
  {
    name: 'commands',
    files: ['src-main/commands/**'],
    imports: ['use case', 'contract'],
    within: 'all',
    packages: 'any',
    builtins: 'any',
  },
  {
    name: 'engine',
    files: ['src-main/engine/**'],
    imports: ['commands', 'use case', 'inference', 'stage', ...useCaseImports],
    within: 'all',
    packages: 'any',
    builtins: 'any',
  },
  {
    name: 'host',
    files: ['src-main/hosts/**'],
    imports: ['engine', 'contract', 'platform'],
    within: 'all',
    packages: 'any',
    builtins: 'any',
  },
  {
    name: 'renderer ui',
    files: ['src-renderer/ui/**'],
    imports: ['renderer i18n'],
    within: 'all',
    packages: 'any',
    builtins: 'none',
  },
  {
    name: 'renderer i18n',
    files: ['src-renderer/i18n/**'],
    imports: [],
    within: 'all',
    packages: 'any',
    builtins: 'none',
  },
  {
    name: 'renderer api',
    files: ['src-renderer/api/**'],
    imports: ['contract'],
    within: 'all',
    packages: 'any',
    builtins: 'none',
  },
  {
    name: 'renderer stores',
    files: ['src-renderer/stores/**'],
    imports: ['renderer api', 'renderer i18n', 'contract'],
    within: 'all',
    packages: 'any',
    builtins: 'none',
  },
  {
    name: 'renderer feature',
    files: ['src-renderer/features/*/**'],
    imports: ['renderer stores', 'renderer api', 'renderer ui', 'renderer i18n', 'contract'],
    within: 'same-folder',
    packages: 'any',
    builtins: 'none',
  },
  {
    name: 'renderer app',
    files: ['src-renderer/app/**', 'src-renderer/*'],
    imports: [
      'renderer feature',
      'renderer stores',
      'renderer api',
      'renderer ui',
      'renderer i18n',
      'contract',
    ],
    within: 'all',
    packages: 'any',
    builtins: 'none',
  },
];

/** Where `electron` may be imported: nowhere else, so that everything else runs without its binary. */
export const electronFiles = ['src-main/hosts/electron/**', 'src-preload/index.ts'];

/** The folders whose files must have a layer. */
export const layeredFolders = ['src-preload/', 'src-main/', 'src-renderer/'];
