export type { BulkOptions, BulkProgress } from './bulk/bulk-options.js';
export { BulkRefused } from './bulk/bulk-refused.js';
export { loadBulk, type BulkResult } from './bulk/load-bulk.js';
export { clinicSeed, type ClinicOptions } from './clinic/clinic-seed.js';
export type { SyntheticClinic } from './clinic/synthetic-clinic.js';
export { loadClinic } from './load/load-clinic.js';
export { syntheticStudies } from './imaging/synthetic-studies.js';
export type { SyntheticInstance, SyntheticSeries, SyntheticStudy } from './imaging/synthetic-study.js';
