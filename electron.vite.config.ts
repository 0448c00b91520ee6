/**
 * What is bundled: the preload script and the window.
 *
 * There is no `main` section. The main process is compiled by `tsc --build`, one file for each source, because its stages,
 * migrations and command-line commands are found by glob among the compiled files. Sandboxed preload scripts may require
 * `electron` and nothing else, and pages have no package resolution: those two have to be bundles.
 */
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const inRoot = (...parts: readonly string[]): string => join(import.meta.dirname, ...parts);

/**
 * The same files serve Electron and whichever browser somebody has, so the oldest ones count: the first releases (spring
 * and summer of 2024) that know CSS nesting, `:has()`, `@property` and `light-dark()` without help.
 */
const browsers = ['chrome123', 'edge123', 'firefox128', 'safari17.5'];

export default defineConfig({
  preload: {
    build: {
      outDir: inRoot('out', 'preload'),
      // Packages that the manifest lists are otherwise left as `require`, which the sandbox refuses.
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: inRoot('src-preload', 'index.ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: inRoot('src-renderer'),
    plugins: [react()],
    build: {
      outDir: inRoot('out', 'renderer'),
      emptyOutDir: true,
      // Scripts are spoken of as a year, so that electron-vite does not take the list for a mistake.
      target: 'es2023',
      cssTarget: browsers,
      sourcemap: true,
      minify: true,
      // Pages are served under "script-src 'self'; style-src 'self'": nothing may be inlined, as text or as data: URL.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: inRoot('src-renderer', 'index.html') },
    },
  },
});
