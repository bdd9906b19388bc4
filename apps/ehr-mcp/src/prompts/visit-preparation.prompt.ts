import type { PromptTemplate } from '@caregate/kit-mcp';
import { aboutPatient } from './prompt-arguments.js';

export const visitPreparation: PromptTemplate = {
  name: 'visit_preparation',
  title: 'Prepare a visit',
  description: 'One page about a patient before they come in: why they come, what is new, what is open.',
  arguments: aboutPatient,
  tools: ['get_patient', 'get_appointments', 'get_allergies', 'get_medications', 'get_lab_results', 'get_vital_signs'],
  text: ({ mrn }) => `Prepare the next visit of patient ${mrn}.

1. Call get_patient, get_appointments, get_allergies, get_medications, get_lab_results and get_vital_signs with this MRN.
2. Write one page: who the patient is and why they come next; allergies; active medications; laboratory results that are
   new or flagged, each with value, unit, date and trend; vital signs; orders that are still open.
3. End with at most five questions for the visit.

State only what the tools answered, with its date. Where a section was refused or is empty, say so. Change nothing in the record.`,
};
