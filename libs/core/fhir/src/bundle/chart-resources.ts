import type { FhirResource } from 'fhir/r4.js';
import type { ChartRecord } from '../records/chart.record.js';
import { allergyToFhir } from '../resources/allergy.mapping.js';
import { appointmentToFhir } from '../resources/appointment.mapping.js';
import { labObservationsToFhir, labReportToFhir } from '../resources/lab-result.mapping.js';
import { medicationToFhir } from '../resources/medication.mapping.js';
import { coverageOf, patientToFhir } from '../resources/patient.mapping.js';
import { provenanceToFhir } from '../resources/provenance.mapping.js';
import { providerToFhir, roleOf } from '../resources/provider.mapping.js';
import { vitalSignsToFhir } from '../resources/vital-signs.mapping.js';
import { writeToFhir } from '../resources/write.mapping.js';

/** Everything that a chart says, as resources; what others refer to comes first. */
export function chartResources(chart: ChartRecord): FhirResource[] {
  const vitalSigns = new Map(chart.vitalSigns.map((row) => [row.id, row]));
  return [
    ...chart.patients.flatMap((patient) => withOptional(patientToFhir(patient), coverageOf(patient))),
    ...chart.providers.flatMap((provider) => [providerToFhir(provider), roleOf(provider)]),
    ...chart.appointments.map(appointmentToFhir),
    ...chart.medications.map(medicationToFhir),
    ...chart.allergies.map(allergyToFhir),
    ...chart.labResults.flatMap((order) => [labReportToFhir(order), ...labObservationsToFhir(order)]),
    ...chart.vitalSigns.flatMap(vitalSignsToFhir),
    ...chart.provenances.map((record) => provenanceToFhir(record, vitalSigns.get(record.targetId))),
    ...chart.writes.map(writeToFhir),
  ];
}

function withOptional(resource: FhirResource, other: FhirResource | undefined): FhirResource[] {
  return other === undefined ? [resource] : [resource, other];
}
