import { line } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { isNoKnownAllergy } from '@caregate/core-fhir';
import { defineTool } from '@caregate/kit-mcp';
import { z } from 'zod';
import { lockPatient } from '../appointments/booking.sql.js';
import { checkPrescription } from '../clinical/check-prescription.js';
import { activeDrugs } from '../medications/prescription.sql.js';
import { warningView } from '../medications/warning.view.js';
import { requiredPatient } from '../patients/required-patient.js';
import type { EhrServices } from '../services.js';
import { day, hasBegun } from '../shape/day.js';
import { mrn } from '../shape/mrn.js';
import { recordProvenance } from '../writes/provenance.js';
import { writeInput, writeOutput } from '../writes/write.shape.js';
import { allergyShape, type AllergyView } from './allergy.view.js';

const TOOL = 'add_allergy';

const same = `
  SELECT 1 FROM ehr.allergy WHERE patient_id = $1 AND status = 'active' AND lower(allergen) = lower($2)`;

const insert = `
  INSERT INTO ehr.allergy (patient_id, allergen, reaction, severity, onset_date, code_system, code)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  RETURNING id, allergen, reaction, severity, onset_date, code, status, version, id AS allergy_id`;

const systems = { rxnorm: 'http://www.nlm.nih.gov/research/umls/rxnorm', snomed: 'http://snomed.info/sct' } as const;

const NO_ALLERGY =
  'That no allergy is known is none: as a substance it would be an allergy that nobody has. Record nothing; end_allergy ends one that is on the record.';

/** Records an allergy, and says which of the patient's prescriptions it concerns. */
export const addAllergy = defineTool({
  name: TOOL,
  title: 'Record an allergy',
  description:
    'Records an allergy of one patient and answers with active prescriptions that it speaks against. Stopping them is another step.',
  input: z.strictObject({
    mrn,
    allergen: line(2, 200).describe('What the patient reacts to, such as Penicillin'),
    reaction: line(1, 200).optional().describe('Reaction, such as Hives'),
    severity: z.enum(['mild', 'moderate', 'severe']).optional().describe('How severe the reaction was'),
    onset_date: day('Since when')
      .refine((text) => hasBegun(text), 'must not lie in the future')
      .optional(),
    code_system: z.enum(['rxnorm', 'snomed']).optional().describe('System of code'),
    code: z.string().trim().min(1).max(20).optional().describe('Code of the allergen in code_system'),
    ...writeInput,
  }),
  output: z.strictObject({
    ...writeOutput,
    allergy: z.strictObject(allergyShape).describe('The allergy'),
    warnings: z.array(warningView).optional().describe('Active prescriptions that it speaks against'),
  }),
  permission: 'allergy:write',
  audit: 'allergy.recorded',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (input, context, { writes }: EhrServices) => {
    const patientId = requiredPatient(context, input.mrn);
    const { allergen, reaction, severity, onset_date: onset, code_system: system, code } = input;
    if ((system === undefined) !== (code === undefined))
      throw new DomainError('request.invalid', { publicMessage: 'code and code_system go together.' });
    if (isNoKnownAllergy({ text: allergen, coding: [{ system: system && systems[system], code }] }))
      throw new DomainError('request.invalid', { publicMessage: NO_ALLERGY });
    const values = [patientId, allergen, reaction, severity, onset, system && systems[system], code];
    return writes.perform({
      tool: TOOL,
      context,
      input,
      confirmed: false,
      work: async (manager) => {
        await manager.query(lockPatient, [patientId]);
        const recorded = await manager.query<unknown[]>(same, [patientId, allergen]);
        if (recorded.length > 0) throw new DomainError('ehr.allergy.exists');
        const [row] = await manager.query<(AllergyView & { id: string })[]>(insert, values);
        if (row === undefined) throw new Error('The allergy was not written.');
        const { id, ...allergy } = row;
        await recordProvenance(manager, context, { tool: TOOL, patientId, target: 'allergy', targetId: id });
        const drugs = await manager.query<{ name: string }[]>(activeDrugs, [patientId]);
        const warnings = drugs.flatMap(({ name }) => checkPrescription(name, [allergy], []));
        return { message: `Allergy to ${allergen} recorded`, allergy, ...(warnings.length > 0 && { warnings }) };
      },
    });
  },
});
