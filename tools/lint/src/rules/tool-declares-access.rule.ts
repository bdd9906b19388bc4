import { isNode, nameOf, nodesOf, type Names, type Node, type Rule } from './ast.js';
import { namesIn } from './names.js';

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
      renamed: 'Export `defineTool` by its own name, so that the definitions of tools can be found.',
    },
  },
  create: (context) => {
    let names: Names = nameOf;
    return {
      Program: (node) => {
        names = namesIn(node);
      },
      ExportSpecifier: (node) => {
        if (names(node['local']) === 'defineTool' && nameOf(node['exported']) !== 'defineTool')
          context.report({ node, messageId: 'renamed' });
      },
      CallExpression: (node) => {
        if (names(node['callee']) !== 'defineTool') return;
        const definition = nodesOf(node['arguments'])[0];
        if (definition?.type !== 'ObjectExpression') return context.report({ node, messageId: 'opaque' });
        const declared = new Set(
          nodesOf(definition['properties'])
            .filter(isSaid)
            .map(({ key }) => nameOf(key)),
        );
        for (const name of WANTED.filter((each) => !declared.has(each)))
          context.report({ node: definition, messageId: 'absent', data: { name } });
      },
    };
  },
};

/** Not `[permission]: …`, whose name only the running program knows, and not `permission: undefined`. */
function isSaid(property: Node): boolean {
  const { computed, value } = property;
  return computed !== true && !(isNode(value) && nameOf(value) === 'undefined' && value.type === 'Identifier');
}
