import { z } from 'zod';
import type { MedicationRecord } from '../records/medication.record.js';
import { systems } from '../terms/systems.js';
import { codeIn, dayOf, noteOf, revisionOf, textOf, valueIn } from './elements.js';
import { dosageSlice, frequencyOf } from './dosage.slice.js';
import { nameOf } from './name-of.js';
import { notStated } from './provider.reading.js';
import type { Entry, References } from './references.js';
import { slices, type ConceptSlice, type QuantitySlice } from './slices.js';
import { needed, Unreadable } from './unreadable.js';

const requestSlice = z.looseObject({
  meta: slices.meta,
  identifier: slices.identifiers,
  status: z.string(),
  intent: z.string(),
  doNotPerform: z.boolean().optional(),
  medicationCodeableConcept: slices.concept.optional(),
  medicationReference: slices.reference.optional(),
  contained: z.array(z.looseObject({ id: z.string().optional() })).optional(),
  subject: slices.reference,
  authoredOn: z.string().optional(),
  requester: slices.reference.optional(),
  note: slices.notes,
  dosageInstruction: z.array(dosageSlice).optional(),
  dispenseRequest: z.looseObject({ numberOfRepeatsAllowed: z.int().min(0).optional() }).optional(),
});

/** A draft and a pause are no prescription that the list can hold. */
const statuses: Readonly<Record<string, MedicationRecord['status']>> = {
  active: 'active',
  completed: 'completed',
  stopped: 'discontinued',
  cancelled: 'discontinued',
  'entered-in-error': 'entered_in_error',
};

const orders = ['order', 'original-order', 'reflex-order', 'filler-order', 'instance-order'];

export function readMedication(entry: Entry, references: References): MedicationRecord {
  const request = requestSlice.parse(entry.resource);
  const [dosage] = request.dosageInstruction ?? [];
  const dose = dosage?.doseAndRate?.[0]?.doseQuantity;
  const frequency = frequencyOf(dosage);
  const prescriberId = references.idOf(request.requester, 'Practitioner');
  const medicine = medicineOf(request, references);
  refuseOthers(request);
  return {
    id: entry.id,
    medicationId: valueIn(request.identifier, systems.prescription) ?? entry.id,
    patientId: needed(references.idOf(request.subject, 'Patient'), 'subject', 'no patient can be found by it'),
    name: needed(textOf(medicine), 'medication[x]'),
    rxnormCode: codeIn(medicine, systems.rxnorm),
    dosage: withoutFrequency(dosage?.text, frequency) ?? doseIn(dose) ?? notStated,
    doseValue: dose?.value ?? null,
    doseUnit: dose?.value === undefined ? null : (dose.code ?? dose.unit ?? null),
    frequency: frequency ?? notStated,
    route: textOf(dosage?.route),
    prescribedDate: needed(dayOf(request.authoredOn), 'authoredOn'),
    prescriber:
      prescriberId === null ? nameOf(request.requester, entry, references) : (request.requester?.display ?? null),
    prescriberId,
    status: needed(statuses[request.status], 'status', 'no such prescription can be kept'),
    refillsRemaining: request.dispenseRequest?.numberOfRepeatsAllowed ?? 0,
    notes: noteOf(request.note),
    ...revisionOf(request.meta),
  };
}

const medicineSlice = z.looseObject({ resourceType: z.literal('Medication'), code: slices.concept.optional() });

/** The medicine is said in place, inside the resource or by another entry of the Bundle. */
function medicineOf(request: z.output<typeof requestSlice>, references: References): ConceptSlice | undefined {
  const { medicationCodeableConcept, medicationReference, contained } = request;
  const pointer = medicationReference?.reference;
  const inside = contained?.find(({ id }) => pointer === `#${id}`);
  const medicine = medicineSlice.safeParse(inside ?? references.entryOf(pointer)?.resource).data;
  return medicationCodeableConcept ?? medicine?.code;
}

function refuseOthers({ intent, doNotPerform }: z.output<typeof requestSlice>): void {
  if (!orders.includes(intent)) throw new Unreadable('intent', 'a plan or proposal is not a prescription');
  // R4 modifier element: to read past it would turn a prohibition into a prescription.
  if (doNotPerform === true) throw new Unreadable('doNotPerform', 'it says that the medicine must not be given');
}

/** Undoes what the export does: dosage, comma, frequency. */
function withoutFrequency(text: string | undefined, frequency: string | null): string | undefined {
  if (text === undefined) return undefined;
  const ending = `, ${frequency}`;
  return frequency !== null && text.endsWith(ending) ? text.slice(0, -ending.length) : text;
}

function doseIn({ value, unit, code }: QuantitySlice = {}): string | undefined {
  return value === undefined ? undefined : [value, unit ?? code].filter((part) => part !== undefined).join(' ');
}
