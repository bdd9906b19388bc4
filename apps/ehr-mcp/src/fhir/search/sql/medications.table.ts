import { medicationStatuses, systems } from '@caregate/core-fhir';
import { coding, day, literal, moment, references, renamed, to, token, type SearchTable } from './search-table.js';

export const medicationsTable: SearchTable = {
  from: 'ehr.medication AS m',
  where: 'm.patient_id = $1',
  id: 'm.id::text',
  withdrawn: "m.status = 'entered_in_error'",
  care: (shown) => day(shown('m.prescribed_date')),
  columns: (shown) => ({
    _lastUpdated: moment('m.updated_at'),
    identifier: token(coding(shown('m.medication_id'), systems.prescription)),
    patient: references(to('Patient', 'm.patient_id')),
    subject: references(to('Patient', 'm.patient_id')),
    status: token(coding(renamed('m.status', medicationStatuses))),
    intent: token(coding(literal('order'))),
    code: token(coding(shown('m.rxnorm_code'), systems.rxnorm)),
    authoredon: day(shown('m.prescribed_date')),
    requester: references(shown(to('Practitioner', 'm.prescriber_id'))),
  }),
};
