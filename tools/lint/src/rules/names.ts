import { isNode, nameOf, nodesOf, type Names, type Node } from './ast.js';

/** Reads what a file calls by another name: `import { Get as Fetch }`, `const Fetch = Get`, `nest.Get`. */
export function namesIn(program: Node): Names {
  const originals = new Map<string, string>();
  const names: Names = (value) => {
    if (!isNode(value)) return '';
    if (value.type === 'MemberExpression') return nameOf(value['property']);
    const name = nameOf(value);
    return originals.get(name) ?? name;
  };
  const statements = nodesOf(program['body']);
  for (const { local, imported } of statements.flatMap((each) => nodesOf(each['specifiers'])))
    if (isNode(imported)) originals.set(nameOf(local), nameOf(imported));
  for (const { id, init } of statements.flatMap(variablesOf))
    if (isNode(init) && ['Identifier', 'MemberExpression'].includes(init.type)) originals.set(nameOf(id), names(init));
  return names;
}

function variablesOf(statement: Node): readonly Node[] {
  const { declaration } = statement;
  return nodesOf((isNode(declaration) ? declaration : statement)['declarations']);
}
