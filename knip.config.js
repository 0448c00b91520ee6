/**
 * Style sheets import too: packages with fonts, and each other.
 *
 * @param {string} text
 */
const importsOfStyles = (text) =>
  [...text.matchAll(/@import\s+(['"][^'"]+['"])/g)].map((match) => `import ${match[1]};`).join('\n');

/**
 * Unused files, exports and packages. Entries are what nothing imports: programs, modules that are found by glob or
 * started by path, and what tools read.
 *
 * @type {import('knip').KnipConfig}
 */
export default {
  entry: [
    'src-main/**/main.ts',
    'src-preload/index.ts',
    'src-renderer/main.tsx',
    'src-main/**/*-worker.ts',
    'src-main/**/*.{stage,model,insight,filter,exporter}.ts',
    'tests/support/inference-models/*.model.ts',
    'bench/main.ts',
    'build/notices.mjs',
    'build/terminal-picture.mjs',
  ],
  project: [
    '{src-*,tests,bench,build,e2e}/**/*.{ts,tsx,mjs,css}',
    '!tests/lint-examples/**',
    '*.{js,ts,mjs}',
  ],
  playwright: { config: ['e2e/playwright.config.ts'], entry: ['e2e/**/*.spec.ts'] },
  // They import what is not there.
  ignore: ['tests/lint-examples/**'],
  compilers: { css: importsOfStyles },
  // Started by path, in build/commands/tools.mjs.
  ignoreDependencies: ['prettier'],
  // A shape that is part of another exported shape may be exported for whoever needs its name.
  ignoreExportsUsedInFile: { interface: true, type: true },
};
