import { systems } from '@caregate/core-fhir';
import { coding, literal, moment, references, to, token, type SearchTable } from './search-table.js';

export const allergiesTable: SearchTable = {
  from: 'ehr.allergy AS a',
  where: 'a.patient_id = $1',
  id: 'a.id::text',
  withdrawn: "a.status = 'entered_in_error'",
  columns: (shown) => ({
    _lastUpdated: moment('a.updated_at'),
    patient: references(to('Patient', 'a.patient_id')),
    'clinical-status': token(coding("nullif(a.status, 'entered_in_error')", systems.allergyClinical)),
    'verification-status': token(
      coding(
        `CASE a.status WHEN 'entered_in_error' THEN ${literal('entered-in-error')} END`,
        systems.allergyVerification,
      ),
    ),
    code: token({ code: shown('a.code'), system: "nullif(a.code_system, '')" }),
  }),
};
