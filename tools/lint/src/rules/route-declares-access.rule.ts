import { decoratorNames, isNode, nameOf, nodesOf, type Names, type Node, type Rule } from './ast.js';
import { namesIn } from './names.js';

/** Every decorator of `@nestjs/common` that makes a route. */
const ROUTES = new Set(
  (
    'RequestMapping Get Post Put Patch Delete All Head Options Search QueryMethod Sse ' +
    'Propfind Proppatch Mkcol Copy Move Lock Unlock'
  ).split(' '),
);
const ACCESS = new Set(['Requires', 'Public']);

/** A route without `@Requires` or `@Public` is closed at run time; here its author learns of it sooner. */
export const routeDeclaresAccess: Rule = {
  meta: {
    type: 'problem',
    docs: { description: 'every controller route declares @Requires or @Public' },
    schema: [],
    messages: { undeclared: 'Route "{{name}}" declares neither @Requires(permission) nor @Public().' },
  },
  create: (context) => {
    let names: Names = nameOf;
    // Also of a class that is no controller: another may inherit its routes.
    const judge = (node: Node) => {
      if (declaresAccess(node, names)) return;
      for (const member of membersOf(node).filter((each) => isRoute(each, names) && !declaresAccess(each, names)))
        context.report({ node: member, messageId: 'undeclared', data: { name: nameOf(member['key']) } });
    };
    return {
      Program: (node) => {
        names = namesIn(node);
      },
      ClassDeclaration: judge,
      ClassExpression: judge,
    };
  },
};

function membersOf(node: Node): readonly Node[] {
  const body = node['body'];
  return isNode(body) ? nodesOf(body['body']) : [];
}

function isRoute(node: Node, names: Names): boolean {
  return decoratorNames(node, names).some((name) => ROUTES.has(name));
}

function declaresAccess(node: Node, names: Names): boolean {
  return decoratorNames(node, names).some((name) => ACCESS.has(name));
}
