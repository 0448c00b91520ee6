/**
 * The rules of the house, as lint. Each rule that is set here is proven by a bad example in tests/lint-examples, whose
 * layout mirrors the checkout's so that the same patterns fit.
 */
import { fileURLToPath } from 'node:url';
import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { fileName } from './build/lint/file-name.mjs';
import { importLayers } from './build/lint/import-layers.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));
const examples = 'tests/lint-examples';

const house = { rules: { 'import-layers': importLayers, 'file-name': fileName } };

/** The same globs for the checkout and for the examples' mirror of it. @param {readonly string[]} globs */
const alsoInExamples = (globs) => [...globs, ...globs.map((glob) => `${examples}/${glob}`)];

const programs = ['src-*/**/*.{ts,tsx}'];
const windowFiles = ['src-renderer/**/*.{ts,tsx}'];
const testsAndHelpers = ['**/*.test.{ts,tsx}', 'tests/support/**', 'bench/**', 'e2e/**'];

/** Found by glob or read by a tool, and therefore exporting by default. */
const defaultExporters = [
  ...['stage', 'model', 'insight', 'panel', 'filter', 'exporter', 'config'].map(
    (role) => `**/*.${role}.{ts,tsx,js}`,
  ),
  '.dependency-cruiser.mjs',
];

const noDefaultExport = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name: only files that are found by glob have a default.',
  },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Export by name.' },
];
const noEnum = [{ selector: 'TSEnumDeclaration', message: 'Use a union of literals.' }];

/** Node's globals, whose types the tests of the window bring in. A page has none of them. */
const nodeGlobals = [
  'process',
  'Buffer',
  'global',
  'require',
  'module',
  '__dirname',
  '__filename',
  'setImmediate',
];

const noModuleState = [
  {
    selector: ':matches(Program, Program > ExportNamedDeclaration) > VariableDeclaration[kind!="const"]',
    message: 'No mutable state in modules: construct it in engine/.',
  },
];

export default defineConfig(
  {
    ignores: [
      'out/',
      '.tools/',
      '.rushes-build/',
      'coverage/',
      'bench-results/',
      `${examples}/`,
      '**/*.rushes/',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: ['tsconfig.tests.json'], tsconfigRootDir: root } },
    rules: {
      // Numbers and booleans read well in templates; objects do not.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // An alias reads better for a member of a union, an interface for a shape: both have their place.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Loops over frames and samples are written for speed, by index.
      '@typescript-eslint/prefer-for-of': 'off',
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
    },
  },
  {
    name: 'house/types',
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
    },
  },
  {
    // Their own projects: other libraries, and JSX.
    files: windowFiles,
    languageOptions: { parserOptions: { project: ['src-renderer/tsconfig.json'], tsconfigRootDir: root } },
  },
  {
    files: ['e2e/**/*.ts'],
    languageOptions: { parserOptions: { project: ['e2e/tsconfig.json'], tsconfigRootDir: root } },
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'URL', 'performance', 'Buffer', 'setInterval', 'clearInterval'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  {
    name: 'house/style',
    plugins: { house },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'house/file-name': 'error',
      'no-restricted-syntax': ['error', ...noDefaultExport, ...noEnum, ...noModuleState],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    name: 'house/programs',
    files: alsoInExamples(programs),
    ignores: testsAndHelpers,
    rules: { 'house/import-layers': ['error', { root }], 'no-console': 'error' },
  },
  {
    files: alsoInExamples(windowFiles),
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    name: 'house/window',
    files: alsoInExamples(windowFiles),
    ignores: testsAndHelpers,
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      // Names libraries that React's compiler leaves alone (the virtualiser). It is not in use here.
      'react-hooks/incompatible-library': 'off',
      'no-restricted-globals': ['error', ...nodeGlobals],
    },
  },
  {
    // Markup is long without being complicated.
    files: alsoInExamples(['src-renderer/**/*.tsx']),
    rules: { 'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: testsAndHelpers,
    rules: {
      'no-restricted-syntax': ['error', ...noDefaultExport, ...noEnum],
      'max-lines': 'off',
      'max-lines-per-function': 'off',
    },
  },
  {
    files: defaultExporters,
    rules: { 'no-restricted-syntax': ['error', ...noEnum, ...noModuleState] },
  },
  {
    // The examples have a layout, a TypeScript project and thus a root of their own.
    files: [`${examples}/**/*.{ts,tsx}`],
    languageOptions: { parserOptions: { project: [`${examples}/tsconfig.json`], tsconfigRootDir: root } },
  },
  {
    files: [`${examples}/**/*.{ts,tsx}`],
    ignores: testsAndHelpers,
    rules: { 'house/import-layers': ['error', { root: `${root}${examples}` }] },
  },
);
