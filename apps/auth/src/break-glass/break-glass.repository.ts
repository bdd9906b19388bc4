import type { BreakGlass, EmergencyAccess } from '@caregate/core-contracts';
import type { Caller } from '@caregate/core-permissions';
import type { DataSource, EntityManager } from 'typeorm';
import { changeRows, selectRows } from '../database/statements.js';

/** Times are those of the database, by which the row also ends: processes may have clocks of their own. */
const COLUMNS = `r.id, r.patient_id, r.reason, r.valid_from as opened_at, least(r.expires_at, r.revoked_at) as ends_at,
  (select n.mrn from access.patient_number n where n.patient_id = r.patient_id limit 1) as patient_number`;

const IS_OPEN = `r.kind = 'break-glass' and r.revoked_at is null and now() < r.expires_at`;

export type GlassRow = Omit<EmergencyAccess, 'opened_at' | 'ends_at'> & {
  readonly opened_at: Date;
  readonly ends_at: Date;
};

/** Whose record is opened to whom. */
export interface Opening extends Pick<BreakGlass, 'reason' | 'minutes'> {
  readonly subject: string;
  readonly patientId: string;
}

/** Relations by a broken glass, as those who broke it see them. */
export class BreakGlassRepository {
  constructor(private readonly dataSource: DataSource) {}

  async openOf(subject: string): Promise<EmergencyAccess[]> {
    const sql = `select ${COLUMNS} from access.relation r where r.subject = $1 and ${IS_OPEN} order by r.id`;
    return (await selectRows<GlassRow>(this.dataSource.manager, sql, [subject])).map(toView);
  }

  /** Until the transaction ends: else of two requests at once each would find nothing open and open it. */
  async oneAtATime(subject: string, manager: EntityManager): Promise<void> {
    await selectRows(manager, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`break-glass ${subject}`]);
  }

  async findOpen(
    { subject, patientId }: Pick<Opening, 'subject' | 'patientId'>,
    manager: EntityManager,
  ): Promise<EmergencyAccess | undefined> {
    const sql = `select ${COLUMNS} from access.relation r where r.subject = $1 and r.patient_id = $2 and ${IS_OPEN}`;
    const [row] = await selectRows<GlassRow>(manager, sql, [subject, patientId]);
    return row && toView(row);
  }

  /** A role that has changed meanwhile, or an account that has ended, opens nothing, though its token came in before. */
  async isStill({ subject, role }: Pick<Caller, 'subject' | 'role'>, manager: EntityManager): Promise<boolean> {
    const sql = 'select from auth.user_account where id::text = $1 and role = $2 and active';
    return (await selectRows(manager, sql, [subject, role])).length > 0;
  }

  async countWithinADay(subject: string, manager: EntityManager): Promise<number> {
    const sql = `select from access.relation
      where subject = $1 and kind = 'break-glass' and valid_from > now() - interval '24 hours'`;
    return (await selectRows(manager, sql, [subject])).length;
  }

  async open({ subject, patientId, reason, minutes }: Opening, manager: EntityManager): Promise<EmergencyAccess> {
    const sql = `insert into access.relation as r (subject, patient_id, kind, reason, granted_by, valid_from, expires_at)
      values ($1, $2, 'break-glass', $3, $1, now(), now() + make_interval(mins => $4)) returning ${COLUMNS}`;
    const [row] = await selectRows<GlassRow>(manager, sql, [subject, patientId, reason, minutes]);
    if (row === undefined) throw new Error('The new relation was not returned.');
    return toView(row);
  }

  async end(id: string, subject: string, manager: EntityManager): Promise<EmergencyAccess | undefined> {
    const sql = `update access.relation r set revoked_at = now()
      where r.id = $1 and r.subject = $2 and ${IS_OPEN} returning ${COLUMNS}`;
    const [row] = await changeRows<GlassRow>(manager, sql, [id, subject]);
    return row && toView(row);
  }

  /** Not `now()`, at which one that was waited for had not begun. */
  async endAllOf(subject: string, manager: EntityManager): Promise<EmergencyAccess[]> {
    const sql = `update access.relation r set revoked_at = clock_timestamp()
      where r.subject = $1 and ${IS_OPEN} returning ${COLUMNS}`;
    return (await changeRows<GlassRow>(manager, sql, [subject])).map(toView);
  }
}

export function toView<R extends GlassRow>({ opened_at: from, ends_at: to, ...row }: R) {
  return { ...row, opened_at: from.toISOString(), ends_at: to.toISOString() };
}
