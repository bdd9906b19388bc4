import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import { CLOCKS_APART_SECONDS, epochSeconds } from '../clock.js';
import { selectRows } from '../database/statements.js';

export interface TokenParties {
  readonly subjects: readonly string[];
  readonly clientId: string;
}

/**
 * When a token may say that it was issued. A revocation of everything that a person or an application had refuses all
 * tokens of its very second too, as `iat` has whole seconds; what is rightly issued anew in that second is dated one
 * later. A revocation in turn is never earlier than the latest token that it is about: see `RevocationLedger`.
 */
export async function issueSeconds(
  { subjects, clientId }: TokenParties,
  now: Date,
  manager: EntityManager,
): Promise<number> {
  const [row] = await selectRows<{ not_before: Date | null }>(
    manager,
    `select max(not_before) as not_before from access.revocation
     where (kind = 'subject' and value = any ($1)) or (kind = 'client' and value = $2)`,
    [subjects, clientId],
  );
  const nowSeconds = epochSeconds(now);
  const seconds = row?.not_before ? Math.max(nowSeconds, epochSeconds(row.not_before) + 1) : nowSeconds;
  if (seconds > nowSeconds + CLOCKS_APART_SECONDS) throw new DomainError('token.revoked');
  return seconds;
}
