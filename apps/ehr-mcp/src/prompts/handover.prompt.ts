import type { PromptTemplate } from '@caregate/kit-mcp';
import { aboutPatient } from './prompt-arguments.js';

export const handover: PromptTemplate = {
  name: 'handover',
  title: 'Hand a patient over',
  description: 'A handover of one patient to a colleague: situation, background, assessment, recommendation (SBAR).',
  arguments: aboutPatient,
  tools: ['get_patient', 'get_allergies', 'get_medications', 'get_lab_results', 'get_vital_signs'],
  text: ({ mrn }) => `Write a handover of patient ${mrn} for a colleague who takes over now, in the order of SBAR.

1. Call get_patient, get_allergies, get_medications, get_lab_results and get_vital_signs with this MRN.
2. Situation: who the patient is, and the newest vital signs. Background: allergies and active medications.
   Assessment: what is flagged or changes, each with value, unit and date. Recommendation: what is open and due.

State only what the tools answered, with its date; a conclusion of yours is marked as one. Where a section was refused or is
empty, say so. Change nothing in the record.`,
};
