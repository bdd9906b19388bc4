import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { lockPatient } from '../appointments/booking.sql.js';
import type { EhrServices } from '../services.js';
import { casesOf, mrn } from '../shape/mrn.js';
import { withdraw, withdrawInput } from '../writes/withdraw.js';
import { confirmedOutput } from '../writes/write.shape.js';
import { medicationId } from './changed-medication.js';
import { lockMedication } from './prescription.sql.js';
import type { LockedMedication } from './prescriptions.js';

const TOOL = 'withdraw_medication';

/** Takes back a prescription that was never meant for this patient; it stays on the record as entered in error. */
export const withdrawMedication = defineTool({
  name: TOOL,
  title: 'Withdraw a prescription',
  description:
    'Marks a prescription, active or not, as entered in error, such as one of another patient. It stays on the record with the reason and counts for nothing. To stop what the patient did take, use discontinue_medication. When the answer is confirmation_required, show it to the person and repeat the call with confirm_token once they agree.',
  input: z.strictObject({ mrn, medication_id: medicationId, ...withdrawInput }),
  output: z.strictObject(confirmedOutput),
  permission: 'medication:write',
  audit: 'medication.withdrawn',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: true, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes }: EhrServices) =>
    withdraw(writes, context, {
      tool: TOOL,
      target: 'medication',
      input,
      find: async (manager, patientId) => {
        await manager.query(lockPatient, [patientId]);
        const known = [casesOf(input.medication_id), patientId];
        const [found] = await manager.query<LockedMedication[]>(lockMedication, known);
        if (found === undefined) throw new DomainError('ehr.medication.not_found');
        if (found.status === 'entered_in_error') throw new DomainError('ehr.record.withdrawn');
        return { row: found, what: `Prescription of ${found.name}` };
      },
    }),
});
