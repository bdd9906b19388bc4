import type { EntityManager } from 'typeorm';
import type { AnchorStatement } from './anchor-statement.js';
import type { SignedAnchor } from './signed-anchor.js';

export interface AnchorCopy extends SignedAnchor {
  readonly n: number;
}

/** The copies of the anchors in `audit.anchor`, in pages. */
export async function copiesAfter(manager: EntityManager, n: number, limit = 1_000): Promise<AnchorCopy[]> {
  return select(manager, 'where n > $1 order by n limit $2', [n, limit]);
}

export async function lastCopy(manager: EntityManager): Promise<AnchorCopy | undefined> {
  const [last] = await select(manager, 'order by n desc limit 1', []);
  return last;
}

export async function insertCopy(
  manager: EntityManager,
  { n, at }: AnchorStatement,
  anchor: SignedAnchor,
): Promise<void> {
  await manager.query('insert into audit.anchor (n, anchored_at, statement, signature) values ($1, $2, $3, $4)', [
    n,
    at,
    anchor.text,
    anchor.signature,
  ]);
}

async function select(manager: EntityManager, rest: string, parameters: readonly unknown[]): Promise<AnchorCopy[]> {
  const rows = await manager.query<AnchorCopy[]>(`select n, statement as text, signature from audit.anchor ${rest}`, [
    ...parameters,
  ]);
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}
