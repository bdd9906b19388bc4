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
  input: z
    .strictObject({
      mrn,
      recording_id: z.uuid().optional().describe('recording_id of the recording, as get_vital_signs tells it'),
      recorded_date: z.iso
        .datetime()
        .optional()
        .describe('Its recorded_date instead, where nothing else was recorded in that second'),
      ...withdrawInput,
    })
    .refine(
      ({ recording_id: id, recorded_date: at }) => id !== undefined || at !== undefined,
      'recording_id or recorded_date is needed',
    ),
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
      find: async (manager, patientId) => {
        const { recording_id: id, recorded_date: at } = input;
        const found = await lockRecording(manager, patientId, { id, at });
        return { row: found, what: `Vital signs of ${found.time}` };
      },
    }),
});
