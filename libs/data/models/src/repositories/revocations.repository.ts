import type { Revocation } from '@caregate/core-contracts';
import type { DataSource } from 'typeorm';
import { AccessRevocation } from '../access/access-revocation.entity.js';

/** Reads what has been revoked, in the order in which it was committed. */
export class RevocationsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** After number `seq`, oldest first. What has expired is left out: the tokens it concerned have expired too. */
  async since(seq: number): Promise<Revocation[]> {
    const rows = await this.dataSource
      .getRepository(AccessRevocation)
      .createQueryBuilder('revocation')
      .where('revocation.seq > :seq and revocation.expiresAt > now()', { seq })
      .orderBy('revocation.seq')
      .getMany();
    return rows.map(toRevocation);
  }

  /** The highest number so far, expired ones included; 0 when there is none. */
  async head(): Promise<number> {
    const [row] = await this.dataSource.query<{ head: number }[]>(
      'select coalesce(max(seq), 0) as head from access.revocation',
    );
    return row?.head ?? 0;
  }
}

function toRevocation({ seq, kind, value, notBefore, expiresAt }: AccessRevocation): Revocation {
  // Tokens carry whole seconds (RFC 7519 §2), cut off below; cut alike, none issued before the instant slips through.
  const notBeforeSeconds = Math.floor(notBefore.getTime() / 1000);
  return { seq, kind, value, notBeforeSeconds, expiresAtSeconds: Math.ceil(expiresAt.getTime() / 1000) };
}
