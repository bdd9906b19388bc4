import {
  servedTypes,
  widened,
  type Condition,
  type DateCondition,
  type FhirQuery,
  type TokenRules,
} from '@caregate/core-fhir';
import type { SearchColumn } from './search-table.js';

/** Puts a value beside the statement and gives what stands for it there. */
export type Bind = (value: unknown, type: 'text' | 'text[]' | 'float8') => string;

/** A condition of a search as SQL that is true or false, by the rules by which `runQuery` looks at resources. */
export function conditionSql(
  type: FhirQuery['type'],
  condition: Condition,
  column: SearchColumn | undefined,
  bind: Bind,
): string {
  if (column === undefined) throw new TypeError(`${condition.name} of ${type} has no column`);
  if (condition.kind === 'missing') return `${condition.missing ? '' : 'NOT '}(${isMissing(column)})`;
  const either = anyOf(type, condition, column, bind);
  const holds = `coalesce(${either.length === 0 ? 'FALSE' : either.join(' OR ')}, FALSE)`;
  return condition.kind === 'token' && condition.not ? `NOT ${holds}` : holds;
}

function isMissing(column: SearchColumn): string {
  if (column.kind === 'token') return `coalesce(${column.codings.map(({ code }) => code).join(', ')}) IS NULL`;
  if (column.kind === 'string') return `coalesce(${column.texts.join(', ')}) IS NULL`;
  return column.kind === 'date' ? `${column.from} IS NULL` : `coalesce(cardinality(${column.to}), 0) = 0`;
}

function anyOf(
  type: FhirQuery['type'],
  condition: Exclude<Condition, { kind: 'missing' }>,
  column: SearchColumn,
  bind: Bind,
): readonly string[] {
  if (condition.kind === 'token' && column.kind === 'token') {
    const codings = column.codings.map((coding) => ({ ...coding, ...servedToken(type, condition.name) }));
    return condition.anyOf.flatMap((value) => codings.map((coding) => isToken(value, coding, bind)));
  }
  if (condition.kind === 'string' && column.kind === 'string')
    return condition.anyOf.flatMap((value) =>
      column.texts.map((text) => isText(condition.match, value, { text, bind })),
    );
  if (condition.kind === 'date' && column.kind === 'date')
    return condition.anyOf.map((date) => isInTime(date, column, bind));
  if (condition.kind === 'reference' && column.kind === 'reference')
    return [`${column.to} && ${bind(condition.anyOf, 'text[]')}`];
  return [];
}

function servedToken(type: FhirQuery['type'], name: string): TokenRules {
  const parameter = servedTypes[type].parameters[name];
  return parameter?.kind === 'token' ? parameter : {};
}

type Match = Extract<Condition, { kind: 'string' }>['match'];

function isText(match: Match, value: string, { text, bind }: { readonly text: string; readonly bind: Bind }): string {
  const wanted = bind(value, 'text');
  if (match === 'exact') return `${text} = ${wanted}`;
  const words = `ehr.folded(${text}), ehr.folded(${wanted})`;
  return match === 'contains' ? `strpos(${words}) > 0` : `starts_with(${words})`;
}

type TokenValue = Extract<Condition, { kind: 'token' }>['anyOf'][number];

type Token = TokenRules & { readonly code: string; readonly system: string };

function isToken(value: TokenValue, { code, system, anyCase, impliedSystem }: Token, bind: Bind): string {
  const parts = [`${code} IS NOT NULL`];
  if (value.code !== undefined)
    parts.push(
      anyCase === true
        ? `lower(${code}) = ${bind(value.code.toLowerCase(), 'text')}`
        : `${code} = ${bind(value.code, 'text')}`,
    );
  if (value.system === null) parts.push(`${system} IS NULL`);
  else if (value.system !== undefined && value.system !== impliedSystem)
    parts.push(`${system} = ${bind(value.system, 'text')}`);
  return `(${parts.join(' AND ')})`;
}

/** FHIR R4 search.html#prefix, as `meetsDate` has it. */
function isInTime(
  { prefix, period }: DateCondition,
  { from, length }: Extract<SearchColumn, { kind: 'date' }>,
  bind: Bind,
): string {
  const asked = prefix === 'ap' ? widened(period, Date.now()) : period;
  const start = () => bind(asked.from, 'float8');
  const end = () => bind(asked.until, 'float8');
  const until = `${from} + ${length}`;
  const within = () => `(${from} >= ${start()} AND ${until} <= ${end()})`;
  const sql: Record<DateCondition['prefix'], () => string> = {
    eq: within,
    ne: () => `NOT ${within()}`,
    gt: () => `${until} > ${end()}`,
    lt: () => `${from} < ${start()}`,
    ge: () => `(${until} > ${end()} OR ${within()})`,
    le: () => `(${from} < ${start()} OR ${within()})`,
    sa: () => `${from} >= ${end()}`,
    eb: () => `${until} <= ${start()}`,
    ap: () => `(${from} < ${end()} AND ${until} > ${start()})`,
  };
  return sql[prefix]();
}
