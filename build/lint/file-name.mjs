/** ESLint rule: files are named in kebab-case, with role suffixes between dots: `cut-score.test.ts`, `0001-library.ts`. */
import { basename } from 'node:path';

const kebabCase = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;

/** @type {import('eslint').Rule.RuleModule} */
export const fileName = {
  meta: { type: 'suggestion', docs: { description: 'File names are kebab-case.' }, schema: [] },
  create: (context) => ({
    Program(node) {
      const name = basename(context.filename);
      if (!kebabCase.test(name)) context.report({ node, message: `"${name}" is not kebab-case.` });
    },
  }),
};
