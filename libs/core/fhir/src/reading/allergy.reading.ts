import { z } from 'zod';
import type { AllergyRecord } from '../records/allergy.record.js';
import { systems } from '../terms/systems.js';
import { codeIn, dayOf, noteOf, revisionOf, textOf } from './elements.js';
import { isNoKnownAllergy } from './no-known-allergy.js';
import type { Entry, References } from './references.js';
import { slices, type ConceptSlice } from './slices.js';
import { needed, Unreadable } from './unreadable.js';

const allergySlice = z.looseObject({
  meta: slices.meta,
  clinicalStatus: slices.concept.optional(),
  verificationStatus: slices.concept.optional(),
  code: slices.concept.optional(),
  patient: slices.reference,
  onsetDateTime: z.string().optional(),
  note: slices.notes,
  reaction: z
    .array(
      z.looseObject({
        manifestation: z.array(slices.concept),
        severity: z.enum(['mild', 'moderate', 'severe']).optional(),
      }),
    )
    .optional(),
});

const statuses = z.enum(['active', 'inactive', 'resolved']);

export function readAllergy(entry: Entry, references: References): AllergyRecord {
  const allergy = allergySlice.parse(entry.resource);
  const verified = codeIn(allergy.verificationStatus, systems.allergyVerification);
  if (verified === 'refuted') throw new Unreadable('verificationStatus', 'the patient has no such allergy');
  if (isNoKnownAllergy(allergy.code)) throw new Unreadable('code', 'it says that no allergy is known');
  const [coding] = allergy.code?.coding ?? [];
  const [reaction] = allergy.reaction ?? [];
  const clinical = statuses.safeParse(codeIn(allergy.clinicalStatus, systems.allergyClinical)).data;
  const status = verified === 'entered-in-error' ? 'entered_in_error' : clinical;
  return {
    id: entry.id,
    patientId: needed(references.idOf(allergy.patient, 'Patient'), 'patient', 'no patient can be found by it'),
    allergen: needed(textOf(allergy.code), 'code'),
    codeSystem: coding?.code === undefined ? null : (coding.system ?? null),
    code: coding?.code ?? null,
    reaction: manifestationOf(reaction?.manifestation[0]),
    severity: reaction?.severity ?? null,
    onsetDate: dayOf(allergy.onsetDateTime),
    status: needed(status, 'clinicalStatus'),
    notes: noteOf(allergy.note),
    ...revisionOf(allergy.meta),
  };
}

function manifestationOf(manifestation: ConceptSlice | undefined): string | null {
  return codeIn(manifestation, systems.dataAbsent) === null ? textOf(manifestation) : null;
}
