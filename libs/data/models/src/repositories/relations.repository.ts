import type { Relation } from '@caregate/core-permissions';
import type { DataSource } from 'typeorm';
import { AccessRelation } from '../access/access-relation.entity.js';

/** Reads who may see whom. Writing is the authorization server's, and no other role of the database can. */
export class RelationsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * What nobody has revoked, whether or not it has begun or ended: the decision looks at the clock, and a reader that
   * keeps the rows for a while must see one begin.
   */
  async ofSubject(subject: string): Promise<Relation[]> {
    const rows = await this.dataSource
      .getRepository(AccessRelation)
      .createQueryBuilder('relation')
      .where('relation.subject = :subject and relation.revokedAt is null', { subject })
      .orderBy('relation.id')
      .getMany();
    return rows.map(toRelation);
  }
}

function toRelation(row: AccessRelation): Relation {
  const { id, subject, patientId, kind, validFrom, expiresAt, revokedAt } = row;
  return { id, subject, patientId, kind, validFrom, expiresAt, revokedAt };
}
