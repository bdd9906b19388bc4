import { systems } from '@caregate/core-fhir';
import { coding, moment, token, words, type SearchTable } from './search-table.js';

/** As the mapping has it: the last word of the name. */
const family = String.raw`substring(d.name FROM '([^ ]+) *$')`;

/** They are nobody's record: of no patient, and never withdrawn. */
export const providersTable: SearchTable = {
  from: 'ehr.provider AS d',
  where: 'TRUE',
  id: 'd.id::text',
  withdrawn: 'FALSE',
  columns: () => ({
    _lastUpdated: moment('d.updated_at'),
    identifier: token(coding('d.npi', systems.npi)),
    name: words(family, 'd.name'),
    family: words(family),
    phone: token(coding('d.phone', 'phone')),
    email: token(coding('d.email', 'email')),
    telecom: token(coding('d.phone', 'phone'), coding('d.email', 'email')),
  }),
};
