import { line } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { reachOf } from '@caregate/core-permissions';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import type { EhrServices } from '../services.js';
import { day, hasBegun } from '../shape/day.js';
import { recordProvenance } from '../writes/provenance.js';
import { withShortId } from '../writes/short-id.js';
import { writeInput, writeOutput } from '../writes/write.shape.js';
import { alreadyRegistered } from './already-registered.js';

const insert = `
  INSERT INTO ehr.patient (mrn, first_name, last_name, birth_date, gender, email, phone)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (mrn) DO NOTHING
  RETURNING id, mrn, first_name, last_name, birth_date AS dob`;

interface Inserted {
  readonly id: string;
  readonly mrn: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly dob: string;
}

const name = (description: string) => line(1, 50).describe(description);

/** Registers a patient under a new MRN. */
export const createPatient = defineTool({
  name: 'create_patient',
  title: 'Register a patient',
  description:
    'Registers a new patient and answers the MRN. Search first. Somebody of the same name and date of birth is refused, unless you say that it is another person; machines are warned. A clinician sees the record once an administrator has assigned the patient.',
  input: z.strictObject({
    first_name: name('Given name'),
    last_name: name('Family name'),
    dob: day('Date of birth').refine(isBirthDate, 'must be a day of the last 130 years'),
    gender: z
      .string()
      .trim()
      .toLowerCase()
      .pipe(z.enum(['male', 'female', 'other', 'unknown']))
      .optional()
      .describe('male, female, other or unknown'),
    email: z.email().max(100).optional().describe('E-mail address'),
    phone: line(3, 20).optional().describe('Telephone number'),
    another_person: z
      .boolean()
      .optional()
      .describe('true for somebody else of the same name and date of birth as a patient who is registered'),
    ...writeInput,
  }),
  output: z.strictObject({
    ...writeOutput,
    patient: z
      .strictObject({
        mrn: z.string().describe('Medical record number'),
        first_name: z.string().describe('Given name'),
        last_name: z.string().describe('Family name'),
        dob: z.string().describe('Date of birth, YYYY-MM-DD'),
      })
      .describe('The patient; after a dry run the MRN is not taken'),
    warnings: z.array(z.string()).optional().describe('Who of this name and date of birth was registered before'),
  }),
  permission: 'patient:create',
  audit: 'patient.created',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  run: async (input, context, { writes }: EhrServices) =>
    writes.perform({
      tool: 'create_patient',
      context,
      input,
      confirmed: false,
      work: async (manager) => {
        const { first_name: first, last_name: last, dob, gender = 'unknown', email, phone } = input;
        const reach = reachOf(context.caller, context.relations, new Date());
        const known = input.another_person === true ? undefined : await alreadyRegistered(manager, input, reach);
        // Machines of the older server register without looking, and have nobody to ask.
        if (known !== undefined && context.caller.kind !== 'client') throw existing(known);
        const { id, ...patient } = await withShortId('MRN', (mrn) =>
          manager.query<Inserted[]>(insert, [mrn, first, last, dob, gender, email, phone]),
        );
        await recordProvenance(manager, context, {
          tool: 'create_patient',
          patientId: id,
          target: 'patient',
          targetId: id,
        });
        const message = `Patient ${first} ${last} registered as ${patient.mrn}`;
        return { message, patient, ...(known !== undefined && { warnings: [known] }) };
      },
    }),
});

function existing(known: string): DomainError {
  return new DomainError('ehr.patient.exists', {
    publicMessage: `${known} Only if this is another person, repeat the call with another_person.`,
  });
}

const OLDEST_YEARS = 130;

function isBirthDate(text: string): boolean {
  return hasBegun(text) && Number(text.slice(0, 4)) >= new Date().getUTCFullYear() - OLDEST_YEARS;
}
