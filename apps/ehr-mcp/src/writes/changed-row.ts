import type { EntityManager } from 'typeorm';

/** The row that an UPDATE … RETURNING answers; TypeORM answers such statements with rows and their number. */
export async function changedRow<T>(manager: EntityManager, sql: string, values: readonly unknown[]): Promise<T> {
  const [[row]] = await manager.query<[T[], number]>(sql, [...values]);
  if (row === undefined) throw new Error('The row that was locked has not been changed.');
  return row;
}
