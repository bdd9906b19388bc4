import type { DataSource } from 'typeorm';
import type { ProviderView } from './provider.view.js';

const columns = `npi, name, specialty, department, phone, email, accepting_new_patients`;

/** $1: words of which each has to be there, $2: a whole number, $3: how many at most. */
const search = `
  SELECT ${columns} FROM ehr.provider
  WHERE (SELECT bool_and(strpos(ehr.folded(concat_ws(' ', name, specialty, department)), ehr.folded(word)) > 0)
           FROM unnest($1::text[]) word) OR npi = $2
  ORDER BY name, npi LIMIT $3`;

const byNpi = `SELECT ${columns} FROM ehr.provider WHERE npi = $1`;

/** Reads of `ehr.provider`: some dozens of rows, so that no index would help. */
export class ProviderRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** By words of name, specialty or department in any order, or by whole NPI. */
  search(term: string, limit: number): Promise<ProviderView[]> {
    return this.dataSource.query<ProviderView[]>(search, [wordsOf(term), term, limit]);
  }

  async byNpi(npi: string): Promise<ProviderView | undefined> {
    const [found] = await this.dataSource.query<ProviderView[]>(byNpi, [npi]);
    return found;
  }
}

/** How somebody is addressed says nothing of who it is: "Dr. Smith" is Dr. Sarah Smith, and so is "Doctor Smith". */
const TITLE = /^(?:dr|doctor|prof|professor)$/i;

function wordsOf(term: string): readonly string[] {
  const words = term.split(/[\s,.]+/).filter((word) => word !== '');
  const named = words.filter((word) => !TITLE.test(word));
  return [named, words].find(({ length }) => length > 0) ?? [term];
}
