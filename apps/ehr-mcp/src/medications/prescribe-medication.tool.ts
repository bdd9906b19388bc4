import { line } from '@caregate/core-contracts';
import { DomainError } from '@caregate/core-errors';
import { defineTool } from '@caregate/kit-mcp';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Warning } from '../clinical/check-prescription.js';
import { doseOf, isNoDose } from '../clinical/drugs/dose-of.js';
import { isKnown } from '../clinical/drugs/drug-names.js';
import { requiredPatient } from '../patients/required-patient.js';
import { npi, providerNotFoundMessage } from '../providers/npi.js';
import type { EhrServices } from '../services.js';
import { dayIn } from '../shape/day-in.js';
import { mrn } from '../shape/mrn.js';
import { numberOrText } from '../shape/number-or-text.js';
import { RefusedForReasons } from '../shape/refused-for-reasons.js';
import { mayOverride } from '../writes/may-override.js';
import { recordProvenance } from '../writes/provenance.js';
import { withShortId } from '../writes/short-id.js';
import { confirmedInput, confirmedOutput } from '../writes/write.shape.js';
import { insertMedication } from './prescription.sql.js';
import { warningsAgainst } from './prescriptions.js';
import { warningView } from './warning.view.js';

const TOOL = 'prescribe_medication';

const input = z.strictObject({
  mrn,
  medication_name: line(1, 200).describe('Drug, such as Amoxicillin'),
  dosage: line(1, 50)
    .refine((text) => !isNoDose(text), 'must be more than nothing')
    .describe('Dose, such as 500 mg'),
  frequency: line(1, 100).describe('How often, such as three times daily'),
  refills: numberOrText(z.int().min(0).max(12)).default(0).meta({ default: 0 }).describe('Refills'),
  route: line(1, 50).default('Oral').describe('Way of taking it'),
  prescriber_npi: npi.optional().describe('NPI of the prescriber; the caller when left out'),
  notes: z.string().trim().min(1).max(500).optional().describe('For pharmacist and colleagues'),
  override_reason: z
    .string()
    .trim()
    .min(10)
    .max(500)
    .optional()
    .describe('Why it is prescribed against a blocking warning; needs the scope write:overrides'),
  ...confirmedInput,
});

const medication = z.strictObject({
  medication_id: z.string().describe('Identifier; after a dry run it is not taken'),
  name: z.string().describe('Drug'),
  dosage: z.string().describe('Dose'),
  frequency: z.string().describe('How often'),
  refills_remaining: z.int().describe('Refills'),
  version: z.int().describe('Pass it as expected_version when you change the prescription'),
});

/** Prescribes after a look at allergies, at what the patient takes already, at the age, and at a table of interactions. */
export const prescribeMedication = defineTool({
  name: TOOL,
  title: 'Prescribe a medication',
  description:
    'Prescribes a drug to one patient. It is checked against allergies (substance and class), duplicates, and small tables of interactions and of ages at which drugs do harm; blocking warnings refuse it unless override_reason is given by somebody who may. When the answer is confirmation_required, show it with its warnings to the person and repeat the call with confirm_token once they agree.',
  input,
  output: z.strictObject({
    ...confirmedOutput,
    medication: medication.describe('The prescription'),
    warnings: z.array(warningView).optional().describe('What stands against it'),
    not_checked: z.string().optional().describe('What the tables do not know, so that their silence says nothing'),
  }),
  permission: 'medication:write',
  audit: 'medication.prescribed',
  recordedBy: 'tool',
  hints: { readOnly: false, destructive: false, idempotent: false },
  patient: ({ mrn: asked }, { patientIndex }: EhrServices) => patientIndex.idOf(asked),
  run: async (asked, context, { writes, clinic }: EhrServices) => {
    const patientId = requiredPatient(context, asked.mrn);
    const { override_reason: reason } = asked;
    if (reason !== undefined && !mayOverride(context)) throw new DomainError('ehr.override.refused');
    return writes.perform({
      tool: TOOL,
      context,
      input: asked,
      confirmed: true,
      details: [`${asked.frequency}, ${asked.route}, ${asked.refills} refills`, asked.notes, reason],
      work: async (manager) => {
        const today = dayIn(clinic.timeZone, new Date());
        const drug = { name: asked.medication_name, route: asked.route };
        const warnings = await warningsAgainst(manager, drug, { patientId, day: today });
        refuseUnsafe(warnings, reason);
        const prescriber = `${context.caller.role} ${context.caller.subject}`;
        const { id, ...written } = await write(manager, asked, { patientId, prescriber, today });
        const row = { tool: TOOL, patientId, target: 'medication', targetId: id, reason } as const;
        await recordProvenance(manager, context, row);
        const message = `${written.name} ${written.dosage} prescribed for ${asked.mrn.trim()}`;
        const unknown = isKnown(asked.medication_name) ? {} : { not_checked: notChecked(asked.medication_name) };
        return { message, medication: written, ...(warnings.length > 0 && { warnings }), ...unknown };
      },
    });
  },
});

function notChecked(drug: string): string {
  return `${drug} is not in the tables of drug groups and interactions: with allergies and prescriptions only its name was compared.`;
}

function refuseUnsafe(warnings: readonly Warning[], reason: string | undefined): void {
  if (reason !== undefined || !warnings.some(({ blocking }) => blocking)) return;
  throw new RefusedForReasons('ehr.medication.unsafe', 'Not prescribed', warnings);
}

type Written = z.output<typeof medication> & { readonly id: string };

async function write(
  manager: EntityManager,
  asked: z.output<typeof input>,
  { patientId, prescriber, today }: { readonly patientId: string; readonly prescriber: string; readonly today: string },
): Promise<Written> {
  const dose = doseOf(asked.dosage);
  const named = await prescriberOf(manager, asked.prescriber_npi);
  return withShortId('MED', (key) =>
    manager.query<Written[]>(insertMedication, [
      key,
      patientId,
      asked.medication_name,
      asked.dosage,
      dose?.value,
      dose?.unit,
      asked.frequency,
      asked.route,
      named?.name ?? prescriber,
      named?.id,
      asked.refills,
      asked.notes,
      today,
    ]),
  );
}

async function prescriberOf(manager: EntityManager, asked: string | undefined) {
  if (asked === undefined) return undefined;
  const sql = 'SELECT id, name FROM ehr.provider WHERE npi = $1';
  const [found] = await manager.query<{ id: string; name: string }[]>(sql, [asked]);
  if (found === undefined)
    throw new DomainError('ehr.provider.not_found', { publicMessage: providerNotFoundMessage(asked) });
  return found;
}
