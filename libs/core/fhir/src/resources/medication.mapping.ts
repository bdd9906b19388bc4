import type { MedicationRequest } from 'fhir/r4.js';
import type { MedicationRecord } from '../records/medication.record.js';
import { compact } from '../terms/compact.js';
import { concept, identifier, metaOf, quantity, reference, unknownElement } from '../terms/elements.js';
import { systems } from '../terms/systems.js';

export const medicationStatuses = {
  active: 'active',
  discontinued: 'stopped',
  completed: 'completed',
  entered_in_error: 'entered-in-error',
} as const;

export function medicationToFhir(record: MedicationRecord): MedicationRequest {
  return compact<MedicationRequest>({
    resourceType: 'MedicationRequest',
    id: record.id,
    meta: metaOf(record),
    identifier: [identifier(systems.prescription, record.medicationId)],
    status: medicationStatuses[record.status],
    intent: 'order',
    medicationCodeableConcept: concept(record.name, systems.rxnorm, record.rxnormCode),
    subject: reference('Patient', record.patientId),
    authoredOn: record.prescribedDate,
    requester: requester(record),
    note: record.notes === null ? [] : [{ text: record.notes }],
    dosageInstruction: [
      {
        // The whole instruction in words, as a reader expects it; the frequency stands a second time as timing.
        text: [record.dosage, record.frequency].filter((part) => part !== '').join(', '),
        timing: { code: { text: record.frequency } },
        route: concept(record.route),
        doseAndRate: [{ doseQuantity: quantity(record.doseValue, record.doseUnit) }],
      },
    ],
    dispenseRequest: { numberOfRepeatsAllowed: record.refillsRemaining },
  });
}

/** US Core asks for a requester even where nobody wrote down who it was. */
function requester({ prescriber, prescriberId }: MedicationRecord): MedicationRequest['requester'] & object {
  if (prescriber === null && prescriberId === null) return unknownElement();
  return {
    ...(prescriberId !== null && reference('Practitioner', prescriberId)),
    ...(prescriber !== null && { display: prescriber }),
  };
}
