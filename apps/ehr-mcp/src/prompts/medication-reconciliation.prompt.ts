import type { PromptTemplate } from '@caregate/kit-mcp';
import { aboutPatient } from './prompt-arguments.js';

export const medicationReconciliation: PromptTemplate = {
  name: 'medication_reconciliation',
  title: 'Reconcile medications',
  description: 'Compares what a patient says they take with the record, and lists what does not agree.',
  arguments: aboutPatient,
  tools: ['get_medications', 'get_allergies', 'get_lab_results'],
  text: ({ mrn }) => `Reconcile the medications of patient ${mrn}.

1. Ask what the patient takes at present: name, dose, how often, since when, and what was bought without a prescription.
2. Call get_medications, get_allergies and get_lab_results with this MRN.
3. Make one table: medication, dose and frequency by the patient, by the record, and whether they agree. Below it list
   what is missing on either side, what is there twice, what conflicts with an allergy, and results that speak to a dose.

Propose changes and wait: a clinician decides on each one before prescribe_medication, refill_medication or
discontinue_medication is called. State only what the tools or the patient said.`,
};
