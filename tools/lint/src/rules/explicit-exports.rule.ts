import type { Rule } from './ast.js';

/** `export *` lets a new symbol leave a library without anybody deciding so. */
export const explicitExports: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'an index names what it exports' },
    schema: [],
    messages: { star: 'Name the exports; `export *` opens a library without a decision.' },
  },
  create: (context) => ({
    ExportAllDeclaration: (node) => context.report({ node, messageId: 'star' }),
  }),
};
