import { decoratorNames, isNode, nameOf, nodesOf, type Node, type Rule } from './ast.js';

const ROUTES = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Head', 'Options', 'Search', 'Sse']);
const ACCESS = new Set(['Requires', 'Public']);

/** A route without `@Requires` or `@Public` is closed at run time; here its author learns of it sooner. */
export const routeDeclaresAccess: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'every controller route declares @Requires or @Public' },
    schema: [],
    messages: { undeclared: 'Route "{{name}}" declares neither @Requires(permission) nor @Public().' },
  },
  create: (context) => ({
    ClassDeclaration(node) {
      if (!decoratorNames(node).includes('Controller') || declaresAccess(node)) return;
      for (const method of methodsOf(node).filter((each) => isRoute(each) && !declaresAccess(each)))
        context.report({ node: method, messageId: 'undeclared', data: { name: nameOf(method['key']) } });
    },
  }),
};

function methodsOf(node: Node): readonly Node[] {
  const body = node['body'];
  return isNode(body) ? nodesOf(body['body']).filter(({ type }) => type === 'MethodDefinition') : [];
}

function isRoute(node: Node): boolean {
  return decoratorNames(node).some((name) => ROUTES.has(name));
}

function declaresAccess(node: Node): boolean {
  return decoratorNames(node).some((name) => ACCESS.has(name));
}
