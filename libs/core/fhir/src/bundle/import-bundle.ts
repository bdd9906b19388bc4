import type { ChartRecord } from '../records/chart.record.js';
import { readAllergy } from '../reading/allergy.reading.js';
import { readAppointment } from '../reading/appointment.reading.js';
import { readMedication } from '../reading/medication.reading.js';
import { readProvenance } from '../reading/provenance.reading.js';
import { References } from '../reading/references.js';
import { allergyToFhir } from '../resources/allergy.mapping.js';
import { appointmentToFhir } from '../resources/appointment.mapping.js';
import { medicationToFhir } from '../resources/medication.mapping.js';
import { provenanceToFhir } from '../resources/provenance.mapping.js';
import { ImportDesk } from './import-desk.js';
import type { ImportIssue } from './import-issue.js';
import { takeLabResults, takeVitalSigns } from './take-observations.js';
import { takePatients, takeProviders } from './take-people.js';
import { takeEach } from './take-each.js';
import { openBundle } from './open-bundle.js';

export interface ImportedBundle {
  readonly chart: ChartRecord;
  /** Whatever of the Bundle is not in the chart; empty for what this library has exported. */
  readonly issues: readonly ImportIssue[];
}

/** Reads a Bundle of anybody's making. Never throws for what is in it: what cannot be taken is said. */
export function importBundle(input: unknown): ImportedBundle {
  const { entries, issues } = openBundle(input);
  const references = new References(entries);
  const desk = new ImportDesk(entries, references);
  const chart: ChartRecord = {
    patients: takePatients(desk, references),
    providers: takeProviders(desk, references),
    appointments: takeEach(desk, 'Appointment', (entry) => readAppointment(entry, references), appointmentToFhir),
    medications: takeEach(desk, 'MedicationRequest', (entry) => readMedication(entry, references), medicationToFhir),
    allergies: takeEach(desk, 'AllergyIntolerance', (entry) => readAllergy(entry, references), allergyToFhir),
    labResults: takeLabResults(desk, references),
    vitalSigns: takeVitalSigns(desk, references),
    provenances: takeEach(desk, 'Provenance', (entry) => readProvenance(entry, references), provenanceToFhir),
  };
  return { chart, issues: [...issues, ...desk.close()] };
}
