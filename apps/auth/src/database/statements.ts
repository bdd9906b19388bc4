import type { EntityManager } from 'typeorm';

/** Rows of a SELECT, or of an INSERT that returns. The caller knows the columns it asked for. */
export async function selectRows<Row>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly Row[]> {
  return await manager.query<Row[]>(sql, [...parameters]);
}

/** Rows that an UPDATE or DELETE returns: TypeORM answers those with a pair of rows and count. */
export async function changeRows<Row>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
): Promise<readonly Row[]> {
  const [rows] = await manager.query<[Row[], number]>(sql, [...parameters]);
  return rows;
}
