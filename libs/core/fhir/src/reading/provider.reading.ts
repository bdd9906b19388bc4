import { z } from 'zod';
import type { ProviderRecord } from '../records/provider.record.js';
import { systems } from '../terms/systems.js';
import { codeIn, contactOf, revisionOf, textOf, valueIn } from './elements.js';
import { nameOf, personNamed } from './name-of.js';
import type { Entry, References } from './references.js';
import { slices } from './slices.js';
import { needed } from './unreadable.js';

export const notStated = 'not stated';

const practitionerSlice = z.looseObject({
  meta: slices.meta,
  identifier: slices.identifiers,
  name: slices.names,
  telecom: slices.telecom,
});

export function readProvider(entry: Entry): ProviderRecord {
  const practitioner = practitionerSlice.parse(entry.resource);
  const npi = valueIn(practitioner.identifier, systems.npi);
  return {
    id: entry.id,
    npi: needed(/^\d{10}$/.test(npi ?? '') ? npi : null, 'identifier', 'no National Provider Identifier of ten digits'),
    name: needed(personNamed(practitioner.name), 'name'),
    ...unknownRole,
    phone: contactOf(practitioner.telecom, 'phone'),
    email: contactOf(practitioner.telecom, 'email'),
    updatedAt: revisionOf(practitioner.meta).updatedAt,
  };
}

/** Nobody is offered new patients of whom nobody said that they take them. */
const unknownRole = { specialty: notStated, department: notStated, acceptingNewPatients: false };

const roleSlice = z.looseObject({
  extension: slices.extensions,
  organization: slices.reference.optional(),
  specialty: slices.concepts,
});

export function readRole(
  entry: Entry,
  references: References,
): Pick<ProviderRecord, 'specialty' | 'department' | 'acceptingNewPatients'> {
  const role = roleSlice.parse(entry.resource);
  const accepting = role.extension
    ?.find(({ url }) => url === systems.newPatients)
    ?.extension?.find(({ url }) => url === 'acceptingPatients')?.valueCodeableConcept;
  return {
    specialty: textOf(role.specialty?.[0]) ?? notStated,
    department: nameOf(role.organization, entry, references) ?? notStated,
    acceptingNewPatients: codeIn(accepting, systems.acceptingPatients) === 'newpt',
  };
}
