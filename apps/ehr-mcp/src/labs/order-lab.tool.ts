import { line } from '@caregate/core-contracts';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { recordProvenance } from '../writes/provenance.js';
import { withShortId } from '../writes/short-id.js';
import { writeInput, writeOutput } from '../writes/write.shape.js';
import { orderView, type OrderView } from './lab-order.output.js';
import { loinc } from './loinc.js';

const TOOL = 'order_lab';

const insert = `
  INSERT INTO ehr.lab_order (order_id, patient_id, test_name, loinc_code, ordered_by) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (order_id) DO NOTHING RETURNING id, order_id, test_name, status, version`;

/** Orders a test; the laboratory answers it with record_lab_results. */
export const orderLab = defineTool({
  name: TOOL,
  title: 'Order a laboratory test',
  description: 'Orders a laboratory test for one patient. The results appear in get_lab_results once they are there.',
  input: z.strictObject({
    mrn,
    test_name: line(2, 200).describe('Test, such as Lipid Panel'),
    code: loinc.optional().describe('LOINC code of the test'),
    ...writeInput,
  }),
  output: z.strictObject({ ...writeOutput, lab_order: orderView.describe('The order') }),
  permission: 'lab:write',
  audit: 'lab.ordered',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { test_name: test, code } = input;
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: false,
      work: async (manager) => {
        const orderedBy = `${context.caller.role} ${context.caller.subject}`;
        const { id, ...order } = await withShortId('LAB', (key) =>
          manager.query<(OrderView & { id: string })[]>(insert, [key, patientId, test, code, orderedBy]),
        );
        await recordProvenance(manager, context, { tool: TOOL, patientId, target: 'lab_order', targetId: id });
        return { message: `${test} ordered as ${order.order_id}`, lab_order: order };
      },
    });
  },
});
