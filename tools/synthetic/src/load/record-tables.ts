import type { ClinicRows } from '../clinic/clinic-rows.js';

/** The tables of a health record, those that others refer to first. Keys of retried writes are no part of a record. */
export const recordTables = [
  { table: 'provider', rows: 'providers' },
  { table: 'patient', rows: 'patients' },
  { table: 'appointment', rows: 'appointments' },
  { table: 'medication', rows: 'medications' },
  { table: 'allergy', rows: 'allergies' },
  { table: 'vital_sign', rows: 'vitalSigns' },
  { table: 'lab_order', rows: 'labOrders' },
  { table: 'lab_component', rows: 'labComponents' },
] as const satisfies readonly { table: string; rows: keyof ClinicRows }[];
