import type { ResourceView } from '@caregate/kit-mcp';

const record = 'ehr://patients/{mrn}';

/** The record of a patient by address: the front page, and a section each. */
export const ehrResources: readonly ResourceView[] = [
  {
    name: 'patient',
    title: 'Patient',
    description: 'Personal details of one patient: name, birth date, contact, insurance.',
    uriTemplate: record,
    tool: 'get_patient',
  },
  section('allergies', 'Allergies', 'Allergies and intolerances of one patient.', 'get_allergies'),
  section('medications', 'Medications', 'Medications of one patient.', 'get_medications'),
  section('labs', 'Laboratory results', 'Laboratory results of one patient, newest first.', 'get_lab_results'),
  {
    name: 'patient-labs-code',
    title: 'Results of one test',
    description: 'Laboratory results of one patient for one LOINC code, newest first.',
    uriTemplate: `${record}/labs/{code}`,
    tool: 'get_lab_results',
  },
  section('vitals', 'Vital signs', 'Vital signs of one patient, newest first.', 'get_vital_signs'),
  section('appointments', 'Appointments', 'Appointments of one patient.', 'get_appointments'),
];

function section(path: string, title: string, description: string, tool: string): ResourceView {
  return { name: `patient-${path}`, title, description, uriTemplate: `${record}/${path}`, tool };
}
