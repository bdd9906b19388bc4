import { isNode, nameOf, nodesOf, type Rule } from './ast.js';

const WANTED = ['permission', 'audit', 'input', 'output', 'hints'];

/** The types demand the same of `defineTool`; this also catches a definition that was cast past them. */
export const toolDeclaresAccess: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'every MCP tool declares permission, audit event, schemas and hints in its definition' },
    schema: [],
    messages: {
      absent: 'A tool declares "{{name}}" in its own definition.',
      opaque: 'A tool is defined by an object literal, so that its permission and audit event can be read.',
    },
  },
  create: (context) => ({
    CallExpression(node) {
      if (nameOf(node['callee']) !== 'defineTool') return;
      const definition = nodesOf(node['arguments'])[0];
      if (definition?.type !== 'ObjectExpression') return context.report({ node, messageId: 'opaque' });
      const declared = new Set(nodesOf(definition['properties']).map((property) => nameOf(property['key'])));
      for (const name of WANTED.filter((each) => !declared.has(each)))
        context.report({ node: isNode(definition) ? definition : node, messageId: 'absent', data: { name } });
    },
  }),
};
