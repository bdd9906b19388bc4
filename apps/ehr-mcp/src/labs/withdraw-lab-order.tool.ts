import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { withdraw, withdrawInput } from '../writes/withdraw.js';
import { confirmedOutput } from '../writes/write.shape.js';
import { labOrderId } from './lab-order-id.js';
import { lockOrder } from './lock-order.js';

const TOOL = 'withdraw_lab_order';

const results = `
  WITH found AS (SELECT id, to_jsonb(c) AS whole FROM ehr.lab_component c WHERE lab_order_id = $1)
  SELECT coalesce(json_agg(whole ORDER BY id), '[]') AS results FROM found`;

const withdrawResults = `UPDATE ehr.lab_component SET status = 'entered_in_error' WHERE lab_order_id = $1`;

/** Takes back an order with all its results, none of which is this patient's; they stay as entered in error. */
export const withdrawLabOrder = defineTool({
  name: TOOL,
  title: 'Withdraw a laboratory order',
  description:
    'Marks a laboratory order with all its results as entered in error, such as those of another patient. They stay on the record with the reason and count for nothing. To correct values, use record_lab_results with correction_reason. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({ mrn, order_id: labOrderId, ...withdrawInput }),
  output: z.strictObject(confirmedOutput),
  permission: 'lab:write',
  audit: 'lab.withdrawn',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: true, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes }: EhrServices) =>
    withdraw(writes, context, {
      tool: TOOL,
      target: 'lab_order',
      input,
      find: async (manager, patientId) => {
        const order = await lockOrder(manager, input.order_id, patientId);
        const [kept] = await manager.query<{ results: unknown[] }[]>(results, [order.id]);
        await manager.query(withdrawResults, [order.id]);
        const row = { ...order, before: { ...order.before, ...kept } };
        return { row, what: `${order.test_name} with ${kept?.results.length ?? 0} results` };
      },
    }),
});
