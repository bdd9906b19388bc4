import type { DataSource } from 'typeorm';
import { readCursor } from '../shape/cursor.js';
import { pageOf, type Page, type Positioned } from '../shape/page.js';
import type { WrittenRow } from '../writes/provenance.js';
import type { WithdrawalView } from './withdrawal.view.js';

export type WithdrawnTable = Exclude<WrittenRow['target'], 'patient'>;

export interface WithdrawalQuery {
  readonly patientId: string;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export type ToldWithdrawals = Omit<Page<WithdrawalView>, 'entries'> & { readonly withdrawn: readonly WithdrawalView[] };

/** $1: patient, $2: table, $3 and $4: cursor, $5: limit. The table is one of ours, never a caller's text. */
const ofPatient = (table: WithdrawnTable) => `
  SELECT to_char(said.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS withdrawn_date,
         said.by AS withdrawn_by, said.at::text AS at, w.id AS row_id
  FROM ehr.${table} w
  LEFT JOIN LATERAL (
    SELECT recorded_at, actor_role FROM ehr.provenance
    WHERE target_id = w.id AND target = $2 AND activity = 'nullify' ORDER BY recorded_at DESC LIMIT 1
  ) p ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(p.recorded_at, w.updated_at, w.created_at) AS at, p.actor_role AS by
  ) said
  WHERE w.patient_id = $1 AND ${isWithdrawn(table)}
    AND ($3::timestamptz IS NULL OR (said.at, w.id) < ($3::timestamptz, $4::uuid))
  ORDER BY said.at DESC, w.id DESC LIMIT $5`;

/** Of an order that holds, some results may have been withdrawn, as imports bring it. */
function isWithdrawn(table: WithdrawnTable): string {
  if (table !== 'lab_order') return `w.status = 'entered_in_error'`;
  return `(w.status = 'entered_in_error' OR w.id IN (
    SELECT c.lab_order_id FROM ehr.lab_component c WHERE c.patient_id = $1 AND c.status = 'entered_in_error'))`;
}

const UNTOLD =
  'What was entered in error may be of another person, so that only when and in which role it was withdrawn is told. No other argument narrows this list.';

/** What was entered in error, for those who are not told what it said. */
export class WithdrawalRepository {
  constructor(private readonly dataSource: DataSource) {}

  async ofPatient(table: WithdrawnTable, { patientId, limit, ...query }: WithdrawalQuery): Promise<ToldWithdrawals> {
    const of = [`withdrawn ${table}`, patientId] as const;
    const cursor = readCursor(query.cursor, of);
    const values = [patientId, table, cursor?.at, cursor?.id, limit + 1];
    const rows = await this.dataSource.query<(WithdrawalView & Positioned)[]>(ofPatient(table), values);
    const {
      entries: withdrawn,
      message,
      ...page
    } = pageOf(rows, { limit, of }, ({ at: _at, row_id: _row, ...told }) => told);
    return { withdrawn, ...page, message: message === undefined ? UNTOLD : `${UNTOLD} ${message}` };
  }
}
