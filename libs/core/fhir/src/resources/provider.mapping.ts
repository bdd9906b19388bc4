import type { Practitioner, PractitionerRole } from 'fhir/r4.js';
import type { ProviderRecord } from '../records/provider.record.js';
import { compact } from '../terms/compact.js';
import { coded, identifier, metaOf, reference } from '../terms/elements.js';
import { systems } from '../terms/systems.js';
import { telecom } from './patient.mapping.js';

/** The row holds one name as written; its last word stands for the family name, which US Core asks for. */
export function providerToFhir(record: ProviderRecord): Practitioner {
  const words = record.name.split(' ').filter((word) => word !== '');
  return compact<Practitioner>({
    resourceType: 'Practitioner',
    id: record.id,
    meta: metaOf(record),
    identifier: [identifier(systems.npi, record.npi)],
    name: [{ text: record.name, family: words.at(-1) }],
    telecom: telecom(record.phone, record.email),
  });
}

/** Specialty and department belong to what a practitioner does here, not to who they are. */
export function roleOf(record: ProviderRecord): PractitionerRole {
  return compact<PractitionerRole>({
    resourceType: 'PractitionerRole',
    id: `${record.id}-role`,
    meta: metaOf(record),
    extension: [
      {
        url: systems.newPatients,
        extension: [
          {
            url: 'acceptingPatients',
            valueCodeableConcept: coded(systems.acceptingPatients, record.acceptingNewPatients ? 'newpt' : 'nopt'),
          },
        ],
      },
    ],
    practitioner: reference('Practitioner', record.id),
    organization: { display: record.department },
    specialty: [{ text: record.specialty }],
  });
}
