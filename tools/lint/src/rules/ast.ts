/** The few shapes of an ESTree node that our rules look at. */
export interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface RuleContext {
  report(problem: { node: Node; messageId: string; data?: Record<string, string> }): void;
  readonly sourceCode: { getAllComments(): readonly (Node & { readonly value: string })[] };
}

export interface Rule {
  readonly meta: {
    readonly type: 'problem';
    readonly docs: { readonly description: string };
    readonly schema: readonly [];
    readonly messages: Readonly<Record<string, string>>;
  };
  create(context: RuleContext): Record<string, (node: Node) => void>;
}

/** What something is called where it was declared; empty for what has no name. */
export type Names = (value: unknown) => string;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

export function nodesOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** `Get` of `@Get()`, `@Get`, `@nest.Get()`, and of `@Fetch()` where `names` knows that it is the same. */
export function decoratorNames(node: Node, names: Names): readonly string[] {
  return nodesOf(node['decorators']).map((decorator) => {
    const expression = decorator['expression'];
    const callee = isNode(expression) && expression.type === 'CallExpression' ? expression['callee'] : expression;
    return names(callee);
  });
}

/** Of an identifier, or of a text that stands for one, as in `{ 'permission': … }`. */
export function nameOf(value: unknown): string {
  if (!isNode(value)) return '';
  if (typeof value['name'] === 'string') return value['name'];
  return typeof value['value'] === 'string' ? value['value'] : '';
}
