import type { DataSource, EntityManager } from 'typeorm';
import { changeRows, selectRows } from '../database/statements.js';
import type { NewRelation, RelationQuery, RelationView } from './relation.schema.js';

const COLUMNS = `id, subject, patient_id as "patientId", kind, reason, granted_by as "grantedBy",
  valid_from as "validFrom", expires_at as "expiresAt", revoked_at as "revokedAt"`;

/** The writing half of `access.relation`; every app reads it through `RelationsRepository` of data-models. */
export class RelationsAdminRepository {
  constructor(private readonly dataSource: DataSource) {}

  async list({ subject, patientId, limit }: RelationQuery): Promise<readonly RelationView[]> {
    return selectRows<RelationView>(
      this.dataSource.manager,
      `select ${COLUMNS} from access.relation
       where ($1::text is null or subject = $1) and ($2::uuid is null or patient_id = $2)
       order by created_at desc, id desc limit $3`,
      [subject ?? null, patientId ?? null, limit],
    );
  }

  async insert(relation: NewRelation, grantedBy: string, manager: EntityManager): Promise<RelationView> {
    const [row] = await selectRows<RelationView>(
      manager,
      `insert into access.relation (subject, patient_id, kind, reason, granted_by, valid_from, expires_at)
       values ($1, $2, $3, $4, $5, coalesce($6::timestamptz, now()), $7) returning ${COLUMNS}`,
      [
        relation.subject,
        relation.patientId,
        relation.kind,
        relation.reason ?? null,
        grantedBy,
        relation.validFrom ?? null,
        relation.expiresAt ?? null,
      ],
    );
    if (row === undefined) throw new Error('The new relation was not returned.');
    return row;
  }

  /** Rows are ended, never deleted: who saw what because of them stays explainable. */
  async end(id: string, at: Date, manager: EntityManager): Promise<RelationView | undefined> {
    const [row] = await changeRows<RelationView>(
      manager,
      `update access.relation set revoked_at = $2 where id = $1 and revoked_at is null returning ${COLUMNS}`,
      [id, at],
    );
    return row;
  }

  /** For setting up: whether somebody stands to a patient that way already. */
  async holds({ subject, patientId, kind }: NewRelation, manager: EntityManager): Promise<boolean> {
    const rows = await selectRows(
      manager,
      `select from access.relation
       where subject = $1 and patient_id is not distinct from $2::uuid and kind = $3 and revoked_at is null`,
      [subject, patientId, kind],
    );
    return rows.length > 0;
  }
}
