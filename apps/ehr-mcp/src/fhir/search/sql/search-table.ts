/** What a search looks at of one kind of rows, in SQL: the same as `servedTypes` says of the resources that they become. */
export interface SearchTable {
  /** One row for each resource. */
  readonly from: string;
  /** Of patient `$1`. */
  readonly where: string;
  /** Of the resource. */
  readonly id: string;
  /** Whether it was entered in error. */
  readonly withdrawn: string;
  /** Of such, those that are shown at all to whoever is not shown what they said. */
  readonly masked?: string;
  readonly columns: (shown: Shown) => Readonly<Record<string, SearchColumn>>;
}

/** What stands for a part that is masked in what was entered in error, as `shownTo` masks it. */
export type Shown = (sql: string) => string;

export type SearchColumn =
  | { readonly kind: 'token'; readonly codings: readonly Coding[] }
  /** Milliseconds since 1970, as a `Period` has them. */
  | { readonly kind: 'date'; readonly from: string; readonly length: number }
  /** An array of `Type/id`. */
  | { readonly kind: 'reference'; readonly to: string };

interface Coding {
  readonly code: string;
  readonly system: string;
}

export function coding(code: string, system?: string): Coding {
  return { code, system: system === undefined ? 'NULL' : literal(system) };
}

export function token(...codings: readonly Coding[]): SearchColumn {
  return { kind: 'token', codings };
}

/** Of microseconds a `Date` has none. */
export function moment(column: string): SearchColumn {
  return { kind: 'date', from: milliseconds(column), length: 1 };
}

export function day(column: string): SearchColumn {
  return { kind: 'date', from: milliseconds(column), length: 86_400_000 };
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
