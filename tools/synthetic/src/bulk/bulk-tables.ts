import { dayOf } from '../calendar/days.js';
import { clinicDefaults } from '../clinic/clinic-defaults.js';
import { ZonedClock } from '../calendar/zoned-clock.js';
import { BulkAllergies } from './bulk-allergies.js';
import { BulkAppointments } from './bulk-appointments.js';
import { BulkLaboratory } from './bulk-laboratory.js';
import { BulkMedications } from './bulk-medications.js';
import type { BulkOptions } from './bulk-options.js';
import { BulkPeople } from './bulk-people.js';
import { BulkProviders } from './bulk-providers.js';
import { BulkVitalSigns } from './bulk-vital-signs.js';
import { orderPlan } from './order-plan.js';

/** A table of a bulk load: its columns, and the lines of any patient without those of the others. */
export interface BulkTable {
  readonly table: string;
  readonly columns: string;
  /** On the average, where the number varies from patient to patient. */
  readonly rowsPerPatient: number;
  readonly varies?: boolean;
  readonly lines: (patient: number) => string;
}

/** The tables in the order in which they must be filled. */
export function bulkTables(options: Omit<BulkOptions, 'patients'>): { tables: BulkTable[]; people: BulkPeople } {
  const { seed = clinicDefaults.seed, anchorDate = clinicDefaults.anchorDate } = options;
  // An even number of components, because there are panels of two.
  const components = 2 * Math.floor(options.observationsPerPatient * 0.4);
  const vitalSigns = options.observationsPerPatient - components;
  const epochMilliseconds = Date.parse(anchorDate);
  const anchorDay = dayOf(anchorDate);
  const people = new BulkPeople(seed, anchorDay, epochMilliseconds);
  const plan = orderPlan(components);
  const vitals = new BulkVitalSigns(seed, { people, anchorDay, epochMilliseconds, perPatient: vitalSigns });
  const laboratory = new BulkLaboratory(seed, { people, anchorDay, epochMilliseconds, plan });
  const allergies = new BulkAllergies(seed, { people, anchorDay, epochMilliseconds });
  const medications = new BulkMedications(seed, { people, allergies, anchorDay, epochMilliseconds });
  const providers = new BulkProviders(seed, { anchorDay, epochMilliseconds });
  const clock = new ZonedClock(clinicDefaults.timeZone);
  const visits = new BulkAppointments(seed, { people, providers, clock, anchorDay, epochMilliseconds });
  const varies = true;
  const tables = [
    { table: 'patient', columns: PATIENT, rowsPerPatient: 1, lines: (n: number) => people.line(n) },
    { table: 'vital_sign', columns: VITAL, rowsPerPatient: vitalSigns, lines: (n: number) => vitals.lines(n) },
    { table: 'lab_order', columns: ORDER, rowsPerPatient: plan.length, lines: (n: number) => laboratory.orderLines(n) },
    {
      table: 'lab_component',
      columns: COMPONENT,
      rowsPerPatient: components,
      lines: (n: number) => laboratory.componentLines(n),
    },
    { table: 'allergy', columns: ALLERGY, rowsPerPatient: 0.6, varies, lines: (n: number) => allergies.lines(n) },
    { table: 'medication', columns: MEDICATION, rowsPerPatient: 1, varies, lines: (n: number) => medications.lines(n) },
    {
      table: 'provider',
      columns: PROVIDER,
      rowsPerPatient: BulkProviders.rowsPerPatient,
      varies,
      lines: (n: number) => providers.lines(n),
    },
    {
      table: 'appointment',
      columns: APPOINTMENT,
      rowsPerPatient: BulkAppointments.rowsPerPatient,
      varies,
      lines: (n: number) => visits.lines(n),
    },
  ];
  return { tables, people };
}

const PATIENT = `id, mrn, first_name, last_name, birth_date, gender, email, phone, street, city, state, zip_code,
  insurance_provider, policy_number, group_number, emergency_contact_name, emergency_contact_relationship,
  emergency_contact_phone, created_at, updated_at`;
const VITAL = `id, patient_id, recorded_at, systolic_bp, diastolic_bp, heart_rate, temperature, respiratory_rate,
  oxygen_saturation, weight, height, bmi, recorded_by, created_at`;
const ORDER = `id, order_id, patient_id, test_name, loinc_code, ordered_at, collected_at, resulted_at, status,
  ordered_by, created_at, updated_at`;
const ALLERGY = `id, patient_id, allergen, code_system, code, reaction, severity, onset_date, status, created_at,
  updated_at`;
const MEDICATION = `id, medication_id, patient_id, name, rxnorm_code, dosage, dose_value, dose_unit, frequency, route,
  prescribed_date, prescriber, status, refills_remaining, notes, created_at, updated_at`;
const PROVIDER = `id, npi, name, specialty, department, phone, email, accepting_new_patients, created_at, updated_at`;
const APPOINTMENT = `id, appointment_id, patient_id, provider_id, starts_at, ends_at, appointment_type, department,
  location, status, reason, notes, created_at, updated_at`;
const COMPONENT = `id, lab_order_id, patient_id, component, loinc_code, value_number, value_text, unit, reference_low,
  reference_high, reference_text, flag, effective_at`;
