import type { DataSource } from 'typeorm';
import type { ProviderView } from './provider.view.js';

const columns = `npi, name, specialty, department, phone, email, accepting_new_patients`;

const search = `
  SELECT ${columns} FROM ehr.provider
  WHERE name ILIKE $1 OR specialty ILIKE $1 OR department ILIKE $1 OR npi = $2
  ORDER BY name, npi LIMIT $3`;

const byNpi = `SELECT ${columns} FROM ehr.provider WHERE npi = $1`;

/** Reads of `ehr.provider`: some dozens of rows, so that no index would help. */
export class ProviderRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** By part of name, specialty or department, or by whole NPI. */
  search(term: string, limit: number): Promise<ProviderView[]> {
    const part = `%${term.replaceAll(/[\\%_]/g, '\\$&')}%`;
    return this.dataSource.query<ProviderView[]>(search, [part, term, limit]);
  }

  async byNpi(npi: string): Promise<ProviderView | undefined> {
    const [found] = await this.dataSource.query<ProviderView[]>(byNpi, [npi]);
    return found;
  }
}
