import { reportStatuses, resultStatuses, systems } from '@caregate/core-fhir';
import { coding, literal, moment, references, renamed, to, token, type SearchTable } from './search-table.js';

const status = `CASE c.status WHEN 'reported' THEN ${renamed('o.status', resultStatuses)}
  ELSE ${renamed('c.status', reportStatuses)} END`;

export const labResultsTable: SearchTable = {
  from: 'ehr.lab_component AS c JOIN ehr.lab_order AS o ON o.id = c.lab_order_id',
  where: 'c.patient_id = $1',
  id: 'c.id::text',
  withdrawn: `${status} = 'entered-in-error'`,
  care: (shown) => moment(shown('c.effective_at')),
  columns: (shown) => ({
    _lastUpdated: moment('o.updated_at'),
    patient: references(to('Patient', 'c.patient_id')),
    subject: references(to('Patient', 'c.patient_id')),
    category: token(coding(literal('laboratory'), systems.observationCategory)),
    code: token(coding(shown('c.loinc_code'), systems.loinc)),
    date: moment(shown('c.effective_at')),
    status: token(coding(status)),
    'has-member': references(),
  }),
};
