import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { requiredPatient } from '../patients/required-patient.js';
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
  run: async (input, context, { writes }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { recorded_date: at, reason, expected_version: expected } = input;
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: true,
      work: async (manager) => {
        const recording = await lockRecording(manager, patientId, at);
        await withdraw(manager, context, recording, { tool: TOOL, patientId, target: 'vital_sign', reason, expected });
        return { message: `Vital signs of ${at} withdrawn for ${input.mrn.trim()}` };
      },
    });
  },
});
