import type { EmergencyReview, EmergencyReviewQueue } from '@caregate/core-contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { selectRows } from '../database/statements.js';
import { toView, type GlassRow } from './break-glass.repository.js';

type Pending = EmergencyReviewQueue['pending'][number];

export interface ReviewedGlass {
  readonly id: string;
  readonly subject: string;
  readonly patientId: string;
  readonly isOpen: boolean;
}

const PENDING_MAX = 200;

/** What second persons have to look at, and what they found. */
export class GlassReviewsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async pending(reader: string): Promise<Pending[]> {
    const rows = await selectRows<GlassRow & Pick<Pending, 'subject' | 'name' | 'role' | 'is_open' | 'is_own'>>(
      this.dataSource.manager,
      `select r.id, r.patient_id, r.reason, r.valid_from as opened_at, least(r.expires_at, r.revoked_at) as ends_at,
         (select n.mrn from access.patient_number n where n.patient_id = r.patient_id limit 1) as patient_number,
         r.subject, u.name, u.role, r.subject = $1 as is_own,
         r.revoked_at is null and now() < r.expires_at as is_open
       from access.relation r left join auth.user_account u on u.id::text = r.subject
       where r.kind = 'break-glass'
         and not exists (select from access.glass_review g where g.relation_id = r.id)
       order by r.valid_from, r.id limit $2`,
      [reader, PENDING_MAX],
    );
    return rows.map(toView);
  }

  async find(id: string, manager: EntityManager): Promise<ReviewedGlass | undefined> {
    const [row] = await selectRows<ReviewedGlass>(
      manager,
      `select id, subject, patient_id as "patientId", revoked_at is null and now() < expires_at as "isOpen"
       from access.relation where id = $1 and kind = 'break-glass'`,
      [id],
    );
    return row;
  }

  /** `false` where somebody else was first. */
  async insert(
    glass: ReviewedGlass,
    by: string,
    { verdict, note }: EmergencyReview,
    manager: EntityManager,
  ): Promise<boolean> {
    const rows = await selectRows(
      manager,
      `insert into access.glass_review (relation_id, subject, reviewed_by, verdict, note)
       values ($1, $2, $3, $4, $5) on conflict (relation_id) do nothing returning relation_id`,
      [glass.id, glass.subject, by, verdict, note],
    );
    return rows.length > 0;
  }
}
