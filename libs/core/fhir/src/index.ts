export { exportBundle } from './bundle/export-bundle.js';
export { importBundle } from './bundle/import-bundle.js';
export type { ImportIssue } from './bundle/import-issue.js';
export type { AllergyRecord } from './records/allergy.record.js';
export type { AppointmentRecord } from './records/appointment.record.js';
export type { ChartRecord } from './records/chart.record.js';
export type { LabResultRecord } from './records/lab-result.record.js';
export type { MedicationRecord } from './records/medication.record.js';
export type { PatientRecord } from './records/patient.record.js';
export type { ProvenanceRecord } from './records/provenance.record.js';
export type { ProviderRecord } from './records/provider.record.js';
export type { JudgedKey, VitalJudgements, VitalSignsRecord } from './records/vital-signs.record.js';
export { allergyToFhir } from './resources/allergy.mapping.js';
export { appointmentStatuses, appointmentToFhir } from './resources/appointment.mapping.js';
export {
  labObservationsToFhir,
  labReportToFhir,
  reportStatuses,
  resultStatuses,
} from './resources/lab-result.mapping.js';
export { medicationStatuses, medicationToFhir } from './resources/medication.mapping.js';
export { coverageOf, patientToFhir } from './resources/patient.mapping.js';
export { provenanceToFhir } from './resources/provenance.mapping.js';
export { providerToFhir, roleOf } from './resources/provider.mapping.js';
export { writeToFhir } from './resources/write.mapping.js';
export type { WriteRecord } from './records/write.record.js';
export { vitalKinds, vitalsPanel } from './resources/vital-measures.js';
export { vitalMemberIds, vitalSignsToFhir, vitalStatuses } from './resources/vital-signs.mapping.js';
export { absentExtension, systems } from './terms/systems.js';
export { isNoKnownAllergy } from './reading/no-known-allergy.js';
export { importOutcome } from './outcome/import-outcome.js';
export { operationOutcome, type OutcomeIssue } from './outcome/operation-outcome.js';
export { searchBundle } from './bundle/search-bundle.js';
export type { Condition, FhirQuery, TokenValue } from './search/fhir-query.js';
export { periodOf, type Period } from './search/period.js';
export { parseQuery } from './search/parse-query.js';
export { includedAmong, includedReferences, type Include } from './search/include.js';
export { project } from './search/project.js';
export { widened, type DateCondition } from './search/date-condition.js';
export type { TokenRules } from './search/search-parameter.js';
export { matchesAmong, pageOf, runQuery, type Matches, type QueryPage } from './search/run-query.js';
export { BEFORE_ALL_TIME, endOfPageBefore, type Place } from './search/place.js';
export { SearchRefused } from './search/search-refused.js';
export { isServed, servedTypes, type ServedType } from './search/served-types.js';
export { capabilityStatement } from './capability/capability-statement.js';
export { scopesFor, smartScopeToAskFor, type FhirAccess } from './smart/scopes-for.js';
export { smartConfiguration } from './smart/smart-configuration.js';
