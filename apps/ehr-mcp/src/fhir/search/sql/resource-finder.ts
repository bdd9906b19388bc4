import { BEFORE_ALL_TIME, endOfPageBefore, type FhirQuery, type Matches, type Place } from '@caregate/core-fhir';
import type { DataSource } from 'typeorm';
import { conditionSql, type Bind } from './condition-sql.js';
import { coding, shownOf, token, visibleOf, type SearchColumn, type SearchTable } from './search-table.js';

/** A resource that was found and has not been read. */
export interface FoundResource {
  readonly id: string;
  readonly place: Place;
}

interface Whose {
  /** Nobody, where it is nobody's record. */
  readonly patientId?: string;
  /** Whether what was entered in error is shown as it was. */
  readonly seesWithdrawn: boolean;
}

/** Finds, counts and sorts resources where their rows are, so that a page costs what it shows. */
export class ResourceFinder {
  constructor(private readonly dataSource: Pick<DataSource, 'query'>) {}

  async find(
    query: FhirQuery,
    table: SearchTable,
    { patientId, seesWithdrawn }: Whose,
  ): Promise<Matches<FoundResource>> {
    const values: unknown[] = patientId === undefined ? [] : [patientId];
    const bind: Bind = (value, type) => `$${values.push(value)}::${type}`;
    const columns: Readonly<Record<string, SearchColumn>> = {
      ...table.columns(shownOf(table, seesWithdrawn)),
      _id: token(coding(table.id)),
    };
    const conditions = [
      table.where,
      ...visibleOf(table, seesWithdrawn),
      ...query.conditions.map((each) => conditionSql(query.type, each, columns[each.name], bind)),
    ];
    const among = `FROM ${table.from} WHERE ${conditions.join(' AND ')}`;
    const [{ total } = { total: undefined }] = query.isCounted
      ? await this.dataSource.query<{ total: number }[]>(`SELECT count(*) AS total ${among}`, values)
      : [];
    if (query.summary === 'count') return { total, behind: [] };
    const keys = [...query.sort.map(({ by }) => keySql(columns[by])), `(${table.id}) COLLATE "C"`];
    const rows = await this.dataSource.query<Record<string, string>[]>(
      `SELECT ${table.id} AS id, ${keys.map((key, index) => `${key} AS key${index}`).join(', ')}
       ${among} AND ${behind(query, keys, bind)}
       ORDER BY ${keys.map((_key, index) => `key${index}${isDescending(query, index) ? ' DESC' : ''}`).join(', ')}
       LIMIT ${query.count + 1}`,
      values,
    );
    return {
      total,
      behind: rows.map((found) => ({
        id: found['id'] ?? '',
        place: keys.map((_key, index) => found[`key${index}`] ?? ''),
      })),
    };
  }
}

/** By what `placeOf` sorts a resource. */
function keySql(column: SearchColumn | undefined): string {
  if (column?.kind === 'date') return `coalesce(${column.from}, ${BEFORE_ALL_TIME})`;
  if (column?.kind === 'reference') return `coalesce(lower((${column.to})[1]), '') COLLATE "C"`;
  if (column?.kind === 'string') return `coalesce(ehr.folded(${column.texts[0]}), '') COLLATE "C"`;
  const codes = column?.codings.map(({ code }) => code) ?? [];
  return `coalesce(${[...codes, "''"].join(', ')}) COLLATE "C"`;
}

/** Whatever stands behind the end of the page before: further by one key, and not before it by those that go first. */
function behind(query: FhirQuery, keys: readonly string[], bind: Bind): string {
  const end = endOfPageBefore(query);
  if (end === undefined) return 'TRUE';
  return keys.reduceRight((rest, key, index) => {
    const value = end[index] ?? '';
    const bound = bind(value, typeof value === 'number' ? 'float8' : 'text');
    return `(${key} ${isDescending(query, index) ? '<' : '>'} ${bound} OR ${key} = ${bound} AND ${rest})`;
  }, 'FALSE');
}

/** The id, by which what is equal stands, always ascends. */
function isDescending({ sort }: FhirQuery, index: number): boolean {
  return sort[index]?.descending === true;
}
