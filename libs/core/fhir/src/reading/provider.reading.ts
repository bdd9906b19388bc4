import { z } from 'zod';
import type { ProviderRecord } from '../records/provider.record.js';
import { systems } from '../terms/systems.js';
import { codeIn, contactOf, revisionOf, textOf, valueIn } from './elements.js';
import type { Entry } from './references.js';
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
    name: needed(nameOfPractitioner(entry), 'name'),
    ...unknownRole,
    phone: contactOf(practitioner.telecom, 'phone'),
    email: contactOf(practitioner.telecom, 'email'),
    updatedAt: revisionOf(practitioner.meta).updatedAt,
  };
}

/** As it is written, or put together of its parts. */
export function nameOfPractitioner({ resource }: Entry): string | null {
  const [name] = practitionerSlice.safeParse(resource).data?.name ?? [];
  const assembled = [...(name?.given ?? []), name?.family].filter((part) => part !== undefined).join(' ');
  return name?.text ?? (assembled === '' ? null : assembled);
}

/** Nobody is offered new patients of whom nobody said that they take them. */
const unknownRole = { specialty: notStated, department: notStated, acceptingNewPatients: false };

const roleSlice = z.looseObject({
  extension: slices.extensions,
  organization: slices.reference.optional(),
  specialty: slices.concepts,
});

export function readRole(entry: Entry): Pick<ProviderRecord, 'specialty' | 'department' | 'acceptingNewPatients'> {
  const role = roleSlice.parse(entry.resource);
  const accepting = role.extension
    ?.find(({ url }) => url === systems.newPatients)
    ?.extension?.find(({ url }) => url === 'acceptingPatients')?.valueCodeableConcept;
  return {
    specialty: textOf(role.specialty?.[0]) ?? notStated,
    department: role.organization?.display ?? notStated,
    acceptingNewPatients: codeIn(accepting, systems.acceptingPatients) === 'newpt',
  };
}
