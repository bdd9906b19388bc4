import type { AppointmentRecord } from '../records/appointment.record.js';
import type { ChartRecord } from '../records/chart.record.js';
import type { MedicationRecord } from '../records/medication.record.js';
import type { ProviderRecord } from '../records/provider.record.js';
import { readAllergy } from '../reading/allergy.reading.js';
import { readAppointment } from '../reading/appointment.reading.js';
import { readMedication } from '../reading/medication.reading.js';
import { readProvenance } from '../reading/provenance.reading.js';
import { isWrite, readWrite } from '../reading/write.reading.js';
import { namesOf, personNamed } from '../reading/name-of.js';
import { References, type Entry } from '../reading/references.js';
import { Unreadable } from '../reading/unreadable.js';
import { allergyToFhir } from '../resources/allergy.mapping.js';
import { appointmentToFhir } from '../resources/appointment.mapping.js';
import { medicationToFhir } from '../resources/medication.mapping.js';
import { provenanceToFhir } from '../resources/provenance.mapping.js';
import { writeToFhir } from '../resources/write.mapping.js';
import { ImportDesk } from './import-desk.js';
import type { ImportIssue } from './import-issue.js';
import type { PatientRecord } from '../records/patient.record.js';
import type { VitalJudgements, VitalSignsRecord } from '../records/vital-signs.record.js';
import { takeLabResults, takeVitalSigns } from './take-observations.js';
import { takePatients, takeProviders } from './take-people.js';
import { takeEach } from './take-each.js';
import { openBundle } from './open-bundle.js';

export interface ImportedBundle {
  readonly chart: ChartRecord;
  /** Whatever of the Bundle is not in the chart; empty for what this library has exported. */
  readonly issues: readonly ImportIssue[];
}

export interface ImportOptions {
  /** What the record computes of vital signs, so that what a Bundle says of the same is not called lost. */
  readonly judge?: JudgeVitals;
}

/** Reads a Bundle of anybody's making. Never throws for what is in it: what cannot be taken is said. */
export function importBundle(input: unknown, { judge }: ImportOptions = {}): ImportedBundle {
  const { entries, issues } = openBundle(input);
  const all = new References(entries);
  const desk = new ImportDesk(entries, all);
  const patients = takePatients(desk, all);
  const references = new References(entries.filter((entry) => !isLostPatient(entry, patients)));
  const providers = takeProviders(desk, references);
  const lost = lostAmong(entries, providers);
  // A report takes its results before they are looked at as vital signs.
  const labResults = takeLabResults(desk, references);
  const vitalSigns = takeVitalSigns(desk, references, (record) => judgedBy(judge, record, patients));
  const rows = new Map(vitalSigns.map((row) => [row.id, row]));
  const chart: ChartRecord = {
    patients,
    providers,
    appointments: takeEach(
      desk,
      'Appointment',
      (entry) => withProvider(readAppointment(entry, references), lost),
      appointmentToFhir,
    ),
    medications: takeEach(
      desk,
      'MedicationRequest',
      (entry) => withPrescriber(readMedication(entry, references), lost),
      medicationToFhir,
    ),
    allergies: takeEach(desk, 'AllergyIntolerance', (entry) => readAllergy(entry, references), allergyToFhir),
    labResults,
    vitalSigns,
    provenances: takeEach(
      desk,
      'Provenance',
      (entry) => readProvenance(entry, references),
      (record) => provenanceToFhir(record, rows.get(record.targetId)),
      (entry) => !isWrite(entry),
    ),
    writes: takeEach(desk, 'Provenance', (entry) => readWrite(entry, references), writeToFhir, isWrite),
  };
  return { chart, issues: [...issues, ...desk.close()] };
}

type JudgeVitals = (record: VitalSignsRecord, patient: PatientRecord) => VitalJudgements;

function judgedBy(
  judge: JudgeVitals | undefined,
  record: VitalSignsRecord,
  patients: readonly PatientRecord[],
): VitalJudgements {
  const patient = patients.find(({ id }) => id === record.patientId);
  return judge === undefined || patient === undefined ? {} : judge(record, patient);
}

/** What is of a patient who could not be kept is nobody's. */
function isLostPatient({ type, id }: Entry, patients: readonly PatientRecord[]): boolean {
  return type === 'Patient' && !patients.some((patient) => patient.id === id);
}

/** Practitioners of the Bundle who could not be kept: nothing may point to them. */
function lostAmong(entries: readonly Entry[], providers: readonly ProviderRecord[]): ReadonlyMap<string, Entry> {
  const kept = new Set(providers.map(({ id }) => id));
  const all = entries.filter(({ type }) => type === 'Practitioner');
  return new Map(all.filter(({ id }) => !kept.has(id)).map((entry) => [entry.id, entry]));
}

/** A prescription keeps the name of whoever wrote it. */
function withPrescriber(record: MedicationRecord, lost: ReadonlyMap<string, Entry>): MedicationRecord {
  const who = record.prescriberId === null ? undefined : lost.get(record.prescriberId);
  if (who === undefined) return record;
  return { ...record, prescriberId: null, prescriber: record.prescriber ?? personNamed(namesOf(who)) };
}

/** A visit is a visit to somebody. */
function withProvider(record: AppointmentRecord, lost: ReadonlyMap<string, Entry>): AppointmentRecord {
  if (lost.has(record.providerId)) throw new Unreadable('participant', 'its practitioner could not be kept');
  return record;
}
