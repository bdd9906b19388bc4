import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { mrn } from '../shape/mrn.js';
import { withdraw, withdrawInput } from '../writes/withdraw.js';
import { confirmedOutput } from '../writes/write.shape.js';
import { lockRecording } from './lock-recording.js';

const TOOL = 'withdraw_vital_signs';

/** Takes back a recording that is not of this patient at that time; it stays on the record as entered in error. */
export const withdrawVitalSigns = defineTool({
  name: TOOL,
  title: 'Withdraw vital signs',
  description:
    'Marks one recording of vital signs as entered in error, such as one of another patient. It stays on the record with the reason and counts for nothing. To correct values, use record_vital_signs with corrects. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({
    mrn,
    recorded_date: z.iso.datetime().describe('recorded_date of the recording, as get_vital_signs tells it'),
    ...withdrawInput,
  }),
  output: z.strictObject(confirmedOutput),
  permission: 'vitals:write',
  audit: 'vitals.withdrawn',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: true, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes }: EhrServices) =>
    withdraw(writes, context, {
      tool: TOOL,
      target: 'vital_sign',
      input,
      find: async (manager, patientId) => ({
        rows: [await lockRecording(manager, patientId, input.recorded_date)],
        what: `Vital signs of ${input.recorded_date}`,
      }),
    }),
});
