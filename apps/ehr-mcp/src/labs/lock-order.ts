import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import { casesOf } from '../shape/mrn.js';
import type { LockedRow } from '../writes/withdraw.js';

/** $1: identifier as it was typed, and then as it may have been meant; $2: patient. */
const lock = `
  SELECT o.id, o.test_name, to_jsonb(o) AS before, o.status, o.version FROM ehr.lab_order o
  WHERE o.order_id = ANY($1) AND o.patient_id = $2
  ORDER BY array_position($1, o.order_id) LIMIT 1 FOR UPDATE`;

export interface LockedOrder extends LockedRow {
  readonly test_name: string;
  readonly status: string;
}

/** The order of this patient, unless it was withdrawn. */
export async function lockOrder(manager: EntityManager, orderId: string, patientId: string): Promise<LockedOrder> {
  const [order] = await manager.query<LockedOrder[]>(lock, [casesOf(orderId), patientId]);
  if (order === undefined) throw new DomainError('ehr.lab.not_found');
  if (order.status === 'entered_in_error') throw new DomainError('ehr.record.withdrawn');
  return order;
}
