/**
 * Unused files, exports and packages. Entries are what nothing imports: programs, modules that are found by glob or
 * started by path, and what tools read.
 *
 * @type {import('knip').KnipConfig}
 */
export default {
  entry: [
    'src-main/hosts/*/main.ts',
    'src-main/**/*-worker.ts',
    'src-main/**/*.{stage,model,insight,filter,exporter}.ts',
    'bench/main.ts',
    'build/notices.mjs',
    'build/terminal-picture.mjs',
  ],
  project: ['{src-*,tests,bench,build}/**/*.{ts,tsx,mjs}', '!tests/lint-examples/**', '*.{js,ts,mjs}'],
  // They import what is not there.
  ignore: ['tests/lint-examples/**'],
  // Started by path, in build/commands/test.mjs.
  ignoreDependencies: ['prettier'],
  // A shape that is part of another exported shape may be exported for whoever needs its name.
  ignoreExportsUsedInFile: { interface: true, type: true },
};
