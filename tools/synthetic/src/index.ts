export type { BulkOptions, BulkProgress } from './bulk/bulk-options.js';
export { loadBulk, type BulkResult } from './bulk/load-bulk.js';
export { clinicDefaults } from './clinic/clinic-defaults.js';
export { clinicSeed, type ClinicOptions } from './clinic/clinic-seed.js';
export type { SyntheticClinic } from './clinic/synthetic-clinic.js';
export { exportClinic } from './load/export-clinic.js';
export { importClinic } from './load/import-clinic.js';
export { ImportRefused } from './load/import-refused.js';
export { loadClinic } from './load/load-clinic.js';
