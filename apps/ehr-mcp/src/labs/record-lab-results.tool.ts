import { line } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { dayIn } from '../shape/day-in.js';
import { mrn } from '../shape/mrn.js';
import { expectVersion } from '../writes/expect-version.js';
import { changedRow } from '../writes/changed-row.js';
import { recordProvenance } from '../writes/provenance.js';
import { expectedVersion, writeInput, writeOutput } from '../writes/write.shape.js';
import { correctComponents } from './correct-components.js';
import { labComponentShape, type LabComponentView } from './lab.view.js';
import { labOrderId } from './lab-order-id.js';
import { lockOrder, type LockedOrder } from './lock-order.js';
import { orderView, type OrderView } from './lab-order.output.js';
import { judgedComponents, writeComponents, type NewComponent, type ReportedOrder } from './new-components.js';
import { newResult } from './new-result.js';

const TOOL = 'record_lab_results';
const RESULTS_MAX = 100;

const corrected = `
  UPDATE ehr.lab_order SET status = 'corrected', version = version + 1 WHERE id = $1 RETURNING order_id, test_name, status, version`;

const finish = `
  UPDATE ehr.lab_order SET status = 'final', resulted_at = now(), collected_at = coalesce(collected_at, now()),
    version = version + 1 WHERE id = $1 RETURNING order_id, test_name, status, version`;

/** The laboratory's answer to an order: values with units, flagged by age and sex. It may correct that later. */
export const recordLabResults = defineTool({
  name: TOOL,
  title: 'Record laboratory results',
  description:
    'Records the results of one laboratory order and closes it. Units are UCUM; flags are computed from the range given, or from reference ranges by age and sex. Values that cannot be are refused. To correct results that are final, give those that were wrong with correction_reason.',
  input: z.strictObject({
    mrn,
    order_id: labOrderId,
    results: z.array(newResult).min(1).max(RESULTS_MAX).describe('Results, in the order of the report'),
    correction_reason: line(5, 500)
      .optional()
      .describe('Only for results that are final already: why they are corrected; what they said before is kept'),
    expected_version: expectedVersion,
    ...writeInput,
  }),
  output: z.strictObject({
    ...writeOutput,
    lab_order: orderView.describe('The order'),
    results: z.array(z.strictObject(labComponentShape)).describe('Results as they are recorded'),
  }),
  permission: 'lab:write',
  audit: 'lab.resulted',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes, labs, clinic }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const facts = await labs.factsOf(patientId);
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: false,
      work: async (manager) => {
        const order = await lockOrder(manager, input.order_id, patientId);
        const reason = input.correction_reason;
        refuseUnlessOpen(order.status, reason);
        expectVersion(order.version, input.expected_version);
        const reportedAt = reason === undefined ? undefined : reportedBefore(order);
        const time = reportedAt === undefined ? new Date() : new Date(reportedAt);
        const components = judgedComponents(input.results, facts, dayIn(clinic.timeZone, time));
        const { before, done } = await (reason === undefined ? fill : overwrite)(manager, order, {
          reported: { orderId: order.id, patientId, reportedAt },
          components,
        });
        const row = { patientId, target: 'lab_order', targetId: order.id, before, reason } as const;
        await recordProvenance(manager, context, { tool: TOOL, ...row });
        const results = components.map(({ shown }) => shown);
        const abnormal = results.filter(({ flag }) => flag !== null && flag !== 'N').length;
        const what = reason === undefined ? 'recorded' : 'corrected';
        const message = `${results.length} results of ${done.order_id} ${what}, ${abnormal} of them abnormal${criticalIn(results)}`;
        return { message, lab_order: done, results };
      },
    });
  },
});

/** Somebody has to be told at once, whoever reads no further than this. */
function criticalIn(results: readonly LabComponentView[]): string {
  const critical = results.filter(({ flag }) => flag === 'HH' || flag === 'LL');
  const named = critical.map(({ component, value, unit }) => `${component} ${String(value)} ${unit ?? ''}`.trim());
  return named.length === 0 ? '' : `; CRITICAL: ${named.join(', ')}`;
}

/** A final result is never overwritten by the way: whoever does it says that they mean to, and why. */
function refuseUnlessOpen(status: string, reason: string | undefined): void {
  const isFinal = status === 'final' || status === 'corrected';
  if (isFinal && reason === undefined) throw new DomainError('ehr.lab.final');
  if (!isFinal && reason !== undefined)
    throw new DomainError('request.invalid', {
      publicMessage: 'correction_reason is for results that are final; these are not recorded yet.',
    });
}

/** When results were reported that are corrected now: they are judged by the age that the patient had then. */
function reportedBefore({ before: { resulted_at: reported } }: LockedOrder): string | undefined {
  return typeof reported === 'string' ? reported : undefined;
}

interface Filling {
  readonly reported: ReportedOrder;
  readonly components: readonly NewComponent[];
}

async function fill(manager: EntityManager, { id, before }: LockedOrder, { reported, components }: Filling) {
  await writeComponents(manager, reported, components);
  return { before, done: await changedRow<OrderView>(manager, finish, [id]) };
}

async function overwrite(manager: EntityManager, { id, before }: LockedOrder, { reported, components }: Filling) {
  const results = await correctComponents(manager, reported, components);
  return { before: { ...before, results }, done: await changedRow<OrderView>(manager, corrected, [id]) };
}
