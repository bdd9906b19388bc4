import type { Reach } from '@caregate/core-permissions';
import { PatientSearchRepository, type PatientFound } from '@caregate/data-models';
import type { DataSource } from 'typeorm';
import { casesOf, normalMrn } from '../shape/mrn.js';
import { oneByMany } from '../shape/one-by-many.js';
import type { PatientView } from './get-patient.tool.js';
import { findBornOn, findByIds, findByMrn, findIdByMrn, findMrns, type PatientRow } from './patient.sql.js';
import type { PatientHit } from './search-patients.tool.js';

export interface SearchResult {
  readonly hits: readonly PatientHit[];
  /** Whether the names begin with what was asked; otherwise they are only spelt similarly. */
  readonly exact: boolean;
}

/** Reads of `ehr.patient`. */
export class PatientRepository {
  readonly byId: (id: string) => Promise<PatientView | undefined>;
  private readonly names: PatientSearchRepository;

  constructor(private readonly dataSource: DataSource) {
    this.names = new PatientSearchRepository(dataSource);
    this.byId = oneByMany((ids) => this.byIds(ids));
  }

  async idOf(mrn: string): Promise<string | undefined> {
    const [row] = await this.dataSource.query<{ id: string }[]>(findIdByMrn, [casesOf(mrn)]);
    return row?.id;
  }

  /** Medical record numbers that begin so, among the patients within reach and no others. */
  async mrnsFrom(beginning: string, reach: Reach, limit: number): Promise<readonly string[]> {
    const among = reach === 'everybody' ? null : reach;
    const rows = await this.dataSource.query<{ mrn: string }[]>(findMrns, [normalMrn(beginning), among, limit]);
    return rows.map(({ mrn }) => mrn);
  }

  /** Who was born on that day, among the patients within reach. */
  async bornOn(day: string, reach: Reach): Promise<readonly string[]> {
    const rows = await this.dataSource.query<{ id: string }[]>(findBornOn, [day, reach === 'everybody' ? null : reach]);
    return rows.map(({ id }) => id);
  }

  /** By name or number, among the patients within reach and no others. */
  async search(term: string, reach: Reach, limit: number): Promise<SearchResult> {
    if (reach !== 'everybody' && reach.length === 0) return { hits: [], exact: true };
    const numbered = await this.byNumber(term, reach);
    if (numbered.length > 0) return { hits: numbered, exact: true };
    const among = reach === 'everybody' ? {} : { among: reach };
    const { patients, approximate } = await this.names.byName(term, { limit, ...among });
    return { hits: patients.map(hitOf), exact: !approximate };
  }

  private async byNumber(term: string, reach: Reach): Promise<readonly PatientHit[]> {
    // Names have no digits.
    if (!/\d/.test(term)) return [];
    return this.dataSource.query<PatientHit[]>(findByMrn, [casesOf(term), reach === 'everybody' ? null : reach]);
  }

  private async byIds(ids: readonly string[]): Promise<ReadonlyMap<string, PatientView>> {
    const rows = await this.dataSource.query<PatientRow[]>(findByIds, [[...new Set(ids)]]);
    return new Map(rows.map((row) => [row.id, viewOf(row)]));
  }
}

function hitOf({ mrn, firstName, lastName, birthDate, email }: PatientFound): PatientHit {
  return { mrn, name: `${firstName} ${lastName}`, dob: birthDate, email };
}

function viewOf({ id: _logicalId, ...row }: PatientRow): PatientView {
  const { street, city, state, zip, insurance_provider: provider, policy_number: policyNumber, ...person } = row;
  return {
    ...person,
    address: { street, city, state, zip },
    insurance: provider === null ? null : { provider, policy_number: policyNumber },
  };
}
