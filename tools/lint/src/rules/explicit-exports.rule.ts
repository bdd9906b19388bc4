import { nameOf, nodesOf, type Rule } from './ast.js';

/** `export *` lets a new symbol leave a library without anybody deciding so; so does a whole module under one name. */
export const explicitExports: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'an index names what it exports' },
    schema: [],
    messages: { star: 'Name the exports; `export *` opens a library without a decision.' },
  },
  create: (context) => {
    const whole = new Set<string>();
    return {
      Program: (node) => {
        const specifiers = nodesOf(node['body']).flatMap((each) => nodesOf(each['specifiers']));
        for (const { type, local } of specifiers) if (type === 'ImportNamespaceSpecifier') whole.add(nameOf(local));
      },
      ExportAllDeclaration: (node) => context.report({ node, messageId: 'star' }),
      ExportSpecifier: (node) => {
        if (whole.has(nameOf(node['local']))) context.report({ node, messageId: 'star' });
      },
    };
  },
};
