import type { AllergyIntolerance, AllergyIntoleranceReaction } from 'fhir/r4.js';
import type { AllergyRecord } from '../records/allergy.record.js';
import { compact } from '../terms/compact.js';
import { coded, concept, metaOf, reference } from '../terms/elements.js';
import { systems } from '../terms/systems.js';

export function allergyToFhir(record: AllergyRecord): AllergyIntolerance {
  return compact<AllergyIntolerance>({
    resourceType: 'AllergyIntolerance',
    id: record.id,
    meta: metaOf(record),
    ...statusOf(record),
    code: concept(record.allergen, record.codeSystem, record.code),
    patient: reference('Patient', record.patientId),
    onsetDateTime: record.onsetDate ?? undefined,
    note: record.notes === null ? [] : [{ text: record.notes }],
    reaction: reactions(record),
  });
}

/** A mistake has no clinical status (R4 ait-2). */
function statusOf({ status }: AllergyRecord): Pick<AllergyIntolerance, 'clinicalStatus' | 'verificationStatus'> {
  return status === 'entered_in_error'
    ? { verificationStatus: coded(systems.allergyVerification, 'entered-in-error') }
    : { clinicalStatus: coded(systems.allergyClinical, status) };
}

/** A reaction needs a manifestation, also where only its severity is known. */
function reactions({ reaction, severity }: AllergyRecord): AllergyIntoleranceReaction[] {
  if (reaction === null && severity === null) return [];
  const manifestation = reaction === null ? coded(systems.dataAbsent, 'unknown') : { text: reaction };
  return [{ manifestation: [manifestation], ...(severity !== null && { severity }) }];
}
