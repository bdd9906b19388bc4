import type { DataSource, EntityManager } from 'typeorm';
import type { Patient } from '../ehr/patient.entity.js';
import { beginningQuery, likenessQuery, type NameQuestion, type SqlQuery } from './name-query.js';
import { nameWays } from './name-ways.js';

export interface PatientSearchOptions {
  readonly limit: number;
  /** Only these patients: those whom the caller may see, unless that is everybody. */
  readonly among?: readonly string[];
}

/** As much of somebody as a list shows. */
export type PatientFound = Pick<Patient, 'id' | 'mrn' | 'firstName' | 'lastName' | 'birthDate' | 'email'>;

export interface PatientsFound {
  readonly patients: readonly PatientFound[];
  /** No name begins with what was asked; these resemble it. */
  readonly approximate: boolean;
}

/** Finds patients by name among hundreds of thousands, as one types it: half a name, either order, a slip of the finger. */
export class PatientSearchRepository {
  constructor(private readonly dataSource: DataSource) {}

  async byName(term: string, options: PatientSearchOptions): Promise<PatientsFound> {
    const ways = nameWays(term);
    if (ways.length === 0) return { patients: [], approximate: false };
    const question: NameQuestion = { ways, ...options };
    const exact = await ask(this.dataSource.manager, beginningQuery(question));
    if (exact.length > 0) return { patients: exact, approximate: false };
    return { patients: await this.#alike(question), approximate: true };
  }

  /** Both names together narrow the search most, so what was typed counts as one name only when that finds nobody. */
  async #alike(question: NameQuestion): Promise<readonly PatientFound[]> {
    const pairs = question.ways.filter(({ first, last }) => first !== '' && last !== '');
    const found = pairs.length === 0 ? [] : await this.#aboveThreshold({ ...question, ways: pairs });
    if (found.length > 0) return found;
    return this.#aboveThreshold({ ...question, ways: question.ways.filter((way) => !pairs.includes(way)) });
  }

  /** The threshold is a setting of the session, so it is set for one transaction, whoever has the connection next. */
  async #aboveThreshold(question: NameQuestion): Promise<readonly PatientFound[]> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(`select set_config('pg_trgm.similarity_threshold', $1, true)`, [thresholdOf(question)]);
      return ask(manager, likenessQuery(question));
    });
  }
}

/**
 * The share of trigrams that must agree. Two letters exchanged cost a name of n letters up to four of its n + 1 trigrams,
 * so long names may be held to more, which makes the search among many of them several times faster.
 */
function thresholdOf({ ways }: NameQuestion): string {
  const parts = ways.flatMap(({ first, last }) => [first, last]).filter((part) => part !== '');
  const shortest = Math.min(...parts.map((part) => part.length));
  if (ways.some(({ first, last }) => first !== '' && last !== '')) return '0.25';
  return shortest < 8 ? '0.3' : shortest < 10 ? '0.35' : '0.4';
}

function ask(manager: EntityManager, { text, values }: SqlQuery): Promise<readonly PatientFound[]> {
  return manager.query<PatientFound[]>(text, values);
}
