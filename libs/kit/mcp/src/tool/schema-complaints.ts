import { isRecord } from '../json/is-record.js';
import type { Tool } from './tool.js';

/**
 * What Copilot Studio and other clients choke on: they drop a tool with `$ref`, cut off a union of types, fail at
 * exclusive bounds and read every enum as strings. Empty when all is well.
 */
export function schemaComplaints(tools: readonly Pick<Tool<never>, 'name' | 'listing'>[]): readonly string[] {
  return tools.flatMap(({ name, listing }) => [
    ...complaintsOfName(name),
    ...(listing.description.trim() === '' ? [`${name}: has no description`] : []),
    ...complaintsOfNode(listing.inputSchema, `${name}.inputSchema`),
    ...complaintsOfNode(listing.outputSchema, `${name}.outputSchema`),
    ...complaintsOfProperties(listing.inputSchema.properties, `${name}.inputSchema`),
  ]);
}

const NAME = /^[A-Za-z0-9_-]{1,64}$/;
const FORBIDDEN = new Map([
  ['$ref', 'refers elsewhere; write the schema inline'],
  ['$defs', 'has definitions; write the schema inline'],
  ['definitions', 'has definitions; write the schema inline'],
  ['$dynamicRef', 'refers elsewhere; write the schema inline'],
  ['anyOf', 'is a union; make the property optional instead of nullable, or split it'],
  ['oneOf', 'is a union; make the property optional instead of nullable, or split it'],
  ['allOf', 'is an intersection; write the schema inline'],
  ['exclusiveMinimum', 'has an exclusive bound; use min()'],
  ['exclusiveMaximum', 'has an exclusive bound; use max()'],
  ['x-mcp-header', 'copies an argument into a header, where proxies log it'],
]);

/** Keywords under which the keys are names chosen by the author, not keywords. */
const NAME_MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas']);
/** Keywords under which stand values, not schemas. */
const VALUES = new Set(['const', 'default', 'enum', 'examples', 'required']);

function complaintsOfName(name: string): readonly string[] {
  return NAME.test(name) ? [] : [`${name}: a name has 1 to 64 letters, digits, _ or -`];
}

function complaintsOfNode(node: unknown, place: string): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((each, index) => complaintsOfNode(each, `${place}[${index}]`));
  if (!isRecord(node)) return [];
  return [...ownComplaints(node, place), ...Object.entries(node).flatMap(([key, value]) => below(key, value, place))];
}

function below(key: string, value: unknown, place: string): readonly string[] {
  if (VALUES.has(key)) return [];
  if (NAME_MAPS.has(key) && isRecord(value))
    return Object.entries(value).flatMap(([name, schema]) => complaintsOfNode(schema, `${place}.${name}`));
  return complaintsOfNode(value, `${place}.${key}`);
}

function ownComplaints(node: Readonly<Record<string, unknown>>, place: string): readonly string[] {
  const complaints = Object.keys(node).flatMap((key) => {
    const reason = FORBIDDEN.get(key);
    return reason === undefined ? [] : [`${place}: ${reason}`];
  });
  if (Array.isArray(node['type']))
    complaints.push(`${place}: has several types; make it optional instead of nullable, or split it`);
  if (Array.isArray(node['enum']) && node['enum'].some((value) => typeof value !== 'string'))
    complaints.push(`${place}: has an enum of something else than strings`);
  return complaints;
}

/** Models guess at what nobody describes. */
function complaintsOfProperties(properties: Readonly<Record<string, unknown>>, place: string): readonly string[] {
  return Object.entries(properties)
    .filter(([, schema]) => isRecord(schema) && typeof schema['description'] !== 'string')
    .map(([name]) => `${place}.${name}: has no description`);
}
