import { appointmentStatuses, systems } from '@caregate/core-fhir';
import { coding, moment, references, renamed, span, to, token, type SearchTable } from './search-table.js';

const patient = to('Patient', 'a.patient_id');
const practitioner = to('Practitioner', 'a.provider_id');

export const appointmentsTable: SearchTable = {
  from: 'ehr.appointment AS a',
  where: 'a.patient_id = $1',
  id: 'a.id::text',
  withdrawn: "a.status = 'entered_in_error'",
  care: (shown) => span(shown('a.starts_at'), shown('a.ends_at')),
  columns: (shown) => ({
    _lastUpdated: moment('a.updated_at'),
    identifier: token(coding(shown('a.appointment_id'), systems.appointment)),
    patient: references(patient),
    practitioner: references(shown(practitioner)),
    actor: references(patient, shown(practitioner)),
    date: moment(shown('a.starts_at')),
    status: token(coding(renamed('a.status', appointmentStatuses))),
  }),
};
