/** What a search looks at of one kind of rows, in SQL: the same as `servedTypes` says of the resources that they become. */
export interface SearchTable {
  /** One row for each resource. */
  readonly from: string;
  /** Of patient `$1`, if they are of one. */
  readonly where: string;
  /** Of the resource. */
  readonly id: string;
  /** Whether it was entered in error. */
  readonly withdrawn: string;
  /** Of such, those that are shown at all to whoever is not shown what they said. */
  readonly masked?: string;
  /** The time of the care of which it tells. */
  readonly care?: (shown: Shown) => DateColumn;
  readonly columns: (shown: Shown) => Readonly<Record<string, SearchColumn>>;
}

/** What stands for a part that is masked in what was entered in error, as `shownTo` masks it. */
export type Shown = (sql: string) => string;

/** Milliseconds since 1970, as a `Period` has them. */
export interface DateColumn {
  readonly kind: 'date';
  readonly from: string;
  readonly length: string;
}

export type SearchColumn =
  | DateColumn
  | { readonly kind: 'token'; readonly codings: readonly Coding[] }
  /** The first is the one to sort by. */
  | { readonly kind: 'string'; readonly texts: readonly string[] }
  /** An array of `Type/id`. */
  | { readonly kind: 'reference'; readonly to: string };

interface Coding {
  readonly code: string;
  readonly system: string;
}

/** What somebody is shown of withdrawn rows. */
export function shownOf({ withdrawn }: SearchTable, seesWithdrawn: boolean): Shown {
  return (sql) => (seesWithdrawn ? sql : `CASE WHEN NOT (${withdrawn}) THEN ${sql} END`);
}

/** Which rows somebody is shown at all. */
export function visibleOf({ withdrawn, masked }: SearchTable, seesWithdrawn: boolean): readonly string[] {
  return seesWithdrawn || masked === undefined ? [] : [`(NOT (${withdrawn}) OR ${masked})`];
}

export function coding(code: string, system?: string): Coding {
  return { code, system: system === undefined ? 'NULL' : literal(system) };
}

export function token(...codings: readonly Coding[]): SearchColumn {
  return { kind: 'token', codings };
}

/** Of microseconds a `Date` has none. */
export function words(...texts: readonly string[]): SearchColumn {
  return { kind: 'string', texts };
}

export function moment(column: string): DateColumn {
  return { kind: 'date', from: milliseconds(column), length: '1' };
}

export function day(column: string): DateColumn {
  return { kind: 'date', from: milliseconds(column), length: '86400000' };
}

export function span(from: string, until: string): DateColumn {
  return { kind: 'date', from: milliseconds(from), length: `(${milliseconds(until)} - ${milliseconds(from)} + 1)` };
}

export function references(...all: readonly string[]): SearchColumn {
  return { kind: 'reference', to: `array_remove(ARRAY[${all.join(', ')}]::text[], NULL)` };
}

export function to(type: string, id: string): string {
  return `'${type}/' || ${id}`;
}

/** A status as FHIR names it. */
export function renamed(column: string, names: Readonly<Record<string, string>>): string {
  const cases = Object.entries(names).map(([ours, theirs]) => `WHEN ${literal(ours)} THEN ${literal(theirs)}`);
  return `CASE ${column} ${cases.join(' ')} END`;
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function milliseconds(column: string): string {
  return `floor(extract(epoch FROM ${column}) * 1000)::bigint`;
}
