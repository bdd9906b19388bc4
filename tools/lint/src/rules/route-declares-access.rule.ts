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

/**
 * A route without `@Requires` or `@Public` is closed at run time; here its author learns of it sooner. A look at a
 * patient's record that nobody can find on the trail would be found by nobody, so here it is refused.
 */
export const routeDeclaresAccess: Rule = {
  meta: {
    type: 'problem',
    docs: {
      description: 'every controller route declares @Requires or @Public, and @Audited if it is about a patient',
    },
    schema: [],
    messages: {
      undeclared: 'Route "{{name}}" declares neither @Requires(permission) nor @Public().',
      unaudited: 'Route "{{name}}" is about a patient; declare its event by @Audited(event).',
    },
  },
  create: (context) => {
    let names: Names = nameOf;
    // Also of a class that is no controller: another may inherit its routes.
    const judge = (node: Node) => {
      for (const member of membersOf(node).filter((each) => isRoute(each, names))) {
        const both = [node, member];
        const declared = both.flatMap((each) => decoratorNames(each, names));
        const report = (messageId: string) =>
          context.report({ node: member, messageId, data: { name: nameOf(member['key']) } });
        if (!declared.some((name) => ACCESS.has(name))) report('undeclared');
        if (both.some((each) => namesPatient(each, names)) && !declared.includes('Audited')) report('unaudited');
      }
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

/** `@Requires(permission, { patientParam })`: only what is about a patient has a second argument. */
function namesPatient(node: Node, names: Names): boolean {
  return nodesOf(node['decorators']).some(({ expression }) => {
    const { callee, arguments: given } = Object(expression);
    return names(callee) === 'Requires' && nodesOf(given).length > 1;
  });
}
