import type { EpochDay } from '../../calendar/days.js';
import type { LabPanel } from '../../labs/lab-panel.js';
import type { ClinicContext } from '../clinic-context.js';
import type { LabOrderRow } from '../clinic-rows.js';
import type { Person } from '../people/person.js';
import { prescriberFor } from '../staff/prescriber-for.js';
import type { Staff } from '../staff/staff.js';

/** An order with as many of its three times as its stage has reached. */
export function labOrderRow(context: ClinicContext, n: number, plan: Plan, staff: readonly Staff[]): LabOrderRow {
  const random = context.random('lab_order.row', n);
  const minute = random.between(485, 900);
  const orderedAt = context.clock.instant(plan.day, minute);
  const collected = context.clock.instant(plan.day, minute + random.between(15, 100));
  const resulted = new Date(Date.parse(collected) + random.between(240, 4300) * 60_000).toISOString();
  const collectedAt = plan.stage === 'pending' ? null : collected;
  const resultedAt = plan.stage === 'final' ? resulted : null;
  return {
    id: context.id('lab_order', n),
    orderId: context.code('LAB', n),
    patientId: plan.person.row.id,
    testName: plan.panel.testName,
    loincCode: plan.panel.loincCode,
    orderedAt,
    collectedAt,
    resultedAt,
    status: plan.stage,
    orderedBy: prescriberFor(random, plan.person, 'laboratory', staff).name,
    createdAt: orderedAt,
    updatedAt: resultedAt ?? collectedAt ?? orderedAt,
  };
}

interface Plan {
  readonly person: Person;
  readonly panel: LabPanel;
  readonly day: EpochDay;
  readonly stage: LabOrderRow['status'];
}
