/** ESLint rule: imports go only where the table in layers.mjs lets them. */
import { dirname, relative, resolve } from 'node:path';
import { isBuiltin } from 'node:module';
import picomatch from 'picomatch';
import { electronFiles, layeredFolders, layers } from './layers.mjs';

/** @typedef {import('./layers.mjs').Layer} Layer */

const matchers = layers.map((layer) => ({ layer, fits: picomatch([...layer.files]) }));
const mayImportElectron = picomatch(electronFiles);

/**
 * @param {string} file Path below the checkout.
 * @returns {Layer | null}
 */
export function layerOf(file) {
  return matchers.find(({ fits }) => fits(file))?.layer ?? null;
}

/**
 * The name of a package in an import: `@scope/name/part` is of `@scope/name`.
 *
 * @param {string} source
 */
function packageName(source) {
  const parts = source.split('/');
  return parts.slice(0, source.startsWith('@') ? 2 : 1).join('/');
}

/**
 * The part of a path that the first `*` of a layer's pattern stands for, with all before it.
 *
 * @param {Layer} layer
 * @param {string} file
 */
function folderWithin(layer, file) {
  const depth = (layer.files[0] ?? '').split('/').indexOf('*');
  return file
    .split('/')
    .slice(0, depth + 1)
    .join('/');
}

/**
 * What is wrong with one import, or null.
 *
 * @param {object} importing
 * @param {string} importing.file The importing file, below the checkout.
 * @param {string} importing.source As it stands in the code.
 * @param {string | null} importing.target The imported file, below the checkout; null for packages.
 * @returns {string | null}
 */
function importProblem({ file, source, target }) {
  const layer = layerOf(file);
  if (layer === null) return null;
  if (target === null) return packageProblem(layer, file, source);
  if (layeredFolders.every((folder) => !target.startsWith(folder))) {
    return `The programs import nothing from outside their folders, so not "${target}".`;
  }
  const other = layerOf(target);
  // The target gets its own report.
  if (other === null) return null;
  if (other === layer) {
    const allowed =
      layer.within === 'all' ||
      (layer.within === 'same-folder' && folderWithin(layer, file) === folderWithin(layer, target));
    return allowed ? null : `One ${layer.name} may not import another.`;
  }
  if (layer.imports.includes(other.name)) return null;
  const may = layer.imports.length === 0 ? 'nothing of ours' : `${layer.imports.join(', ')} only`;
  return `${layer.name} may not import ${other.name} ("${target}"): it may import ${may}.`;
}

/**
 * @param {Layer} layer
 * @param {string} file
 * @param {string} source
 */
function packageProblem(layer, file, source) {
  if (isBuiltin(source)) {
    return layer.builtins === 'any' ? null : `${layer.name} may not import Node's "${source}": it is pure.`;
  }
  const name = packageName(source);
  if (name === 'electron') {
    return mayImportElectron(file)
      ? null
      : 'Only src-main/hosts/electron and src-preload/index.ts import electron.';
  }
  if (layer.packages === 'any' || layer.packages.includes(name)) return null;
  return `${layer.name} may not import the package "${name}": it may import ${layer.packages.join(', ')} only.`;
}

/** @typedef {Parameters<NonNullable<import('eslint').Rule.NodeListener['ImportExpression']>>[0]['source']} Expression */

/** @type {import('eslint').Rule.RuleModule} */
export const importLayers = {
  meta: {
    type: 'problem',
    docs: { description: 'Imports go only where build/lint/layers.mjs lets them.' },
    schema: [
      {
        type: 'object',
        properties: { root: { type: 'string' } },
        required: ['root'],
        additionalProperties: false,
      },
    ],
  },
  create(context) {
    const { root } = context.options[0];
    /** @param {string} path */
    const belowRoot = (path) => relative(root, path).replaceAll('\\', '/');
    const file = belowRoot(context.filename);

    /** @param {Expression | null | undefined} node */
    const check = (node) => {
      if (node?.type !== 'Literal' || typeof node.value !== 'string') return;
      const source = node.value;
      const isPath = source.startsWith('.') || source.startsWith('/');
      const target = isPath ? belowRoot(resolve(dirname(context.filename), source)) : null;
      const message = importProblem({ file, source, target });
      if (message !== null) context.report({ node, message });
    };

    return {
      Program(node) {
        if (layeredFolders.some((folder) => file.startsWith(folder)) && layerOf(file) === null) {
          context.report({
            node,
            message: 'This file is in no layer. Add its folder to build/lint/layers.mjs.',
          });
        }
      },
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
    };
  },
};
