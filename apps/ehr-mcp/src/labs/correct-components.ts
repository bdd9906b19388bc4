import { DomainError } from '@caregate/core-errors';
import type { EntityManager } from 'typeorm';
import { insertValues, writeComponents, type NewComponent, type ReportedOrder } from './new-components.js';

/** A result as it was reported before. */
interface Reported {
  readonly id: string;
  readonly component: string;
  readonly loinc_code: string | null;
  readonly whole: Readonly<Record<string, unknown>>;
}

const reported = `
  SELECT id, component, loinc_code, to_jsonb(c) AS whole FROM ehr.lab_component c
  WHERE lab_order_id = $1 AND status <> 'entered_in_error' ORDER BY id`;

/** It stays the same result of the same time, and is corrected only where it says something else now. */
const correct = `
  UPDATE ehr.lab_component SET component = $2, loinc_code = coalesce($3, loinc_code, $10), value_number = $4, value_text = $5,
    unit = $6, reference_low = $7, reference_high = $8, flag = $9, reference_text = NULL,
    status = CASE WHEN (component, loinc_code, value_number, value_text, unit, reference_low, reference_high, flag)
      IS DISTINCT FROM ($2, coalesce($3, loinc_code), $4::numeric, $5, $6, $7::numeric, $8::numeric, $9)
      THEN 'corrected' ELSE status END
  WHERE id = $1`;

/** Writes results over those that they correct, adds what was left out, and answers what was reported before. */
export async function correctComponents(
  manager: EntityManager,
  order: ReportedOrder,
  components: readonly NewComponent[],
): Promise<readonly Reported['whole'][]> {
  const before = await manager.query<Reported[]>(reported, [order.orderId]);
  refuseAmbiguous(before, components);
  const left = [...before];
  for (const each of components) {
    const index = left.findIndex((row) => isSame(row, each));
    const [found] = index < 0 ? [] : left.splice(index, 1);
    if (found === undefined) await writeComponents(manager, order, [each]);
    else await manager.query(correct, [found.id, ...insertValues(each), each.judged.loinc]);
  }
  return before.map(({ whole }) => whole);
}

/** Of several results that are called the same, the one that is meant shows only where all are given again. */
function refuseAmbiguous(before: readonly Reported[], components: readonly NewComponent[]): void {
  for (const each of components) {
    const same = before.filter((row) => isSame(row, each));
    const given = components.filter((other) => same.some((row) => isSame(row, other)));
    if (same.length > given.length)
      throw new DomainError('ehr.record.ambiguous', {
        publicMessage: `${same.length} results of this order are called ${each.result.component}. Give all of them again, in the order of the report.`,
      });
  }
}

/** By code where both have one, else by name. */
function isSame({ component, loinc_code: known }: Reported, { result }: NewComponent): boolean {
  if (known !== null && result.code !== undefined) return known === result.code;
  return component.toLowerCase() === result.component.toLowerCase();
}
