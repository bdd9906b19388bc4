import { DomainError } from '@caregate/core-errors';
import { isTextRefused } from '@caregate/data-models';
import type { EntityManager } from 'typeorm';

/** Rows of a SELECT, or of an INSERT that returns. The caller knows the columns it asked for. */
export async function selectRows<Row>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly Row[]> {
  return await storable(manager.query<Row[]>(sql, [...parameters]));
}

/** Rows that an UPDATE or DELETE returns: TypeORM answers those with a pair of rows and count. */
export async function changeRows<Row>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly Row[]> {
  const [rows] = await storable(manager.query<[Row[], number]>(sql, [...parameters]));
  return rows;
}

/** What no text of PostgreSQL can be, nobody has; so who asks for it or brings it made a mistake, not we. */
async function storable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isTextRefused(error)) throw new DomainError('request.invalid', { cause: error });
    throw error;
  }
}
