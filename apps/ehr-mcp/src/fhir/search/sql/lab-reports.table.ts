import { reportStatuses, systems } from '@caregate/core-fhir';
import { coding, literal, moment, references, renamed, to, token, type SearchTable } from './search-table.js';

const results = `(SELECT array_agg(${to('Observation', 'c.id')} ORDER BY c.id)
  FROM ehr.lab_component AS c WHERE c.lab_order_id = o.id)`;

export const labReportsTable: SearchTable = {
  from: 'ehr.lab_order AS o',
  where: 'o.patient_id = $1',
  id: 'o.id::text',
  withdrawn: "o.status = 'entered_in_error'",
  care: (shown) => moment(shown('coalesce(o.collected_at, o.resulted_at)')),
  columns: (shown) => ({
    _lastUpdated: moment('o.updated_at'),
    identifier: token(coding(shown('o.order_id'), systems.labOrder)),
    patient: references(to('Patient', 'o.patient_id')),
    subject: references(to('Patient', 'o.patient_id')),
    category: token(coding(shown(literal('LAB')), systems.diagnosticSection)),
    code: token(coding(shown('o.loinc_code'), systems.loinc)),
    date: moment(shown('o.collected_at')),
    issued: moment(shown('o.resulted_at')),
    result: { kind: 'reference', to: shown(results) },
    status: token(coding(renamed('o.status', reportStatuses))),
  }),
};
