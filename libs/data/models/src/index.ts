export { Patient } from './ehr/patient.entity.js';
export { Provider } from './ehr/provider.entity.js';
export { Appointment } from './ehr/appointment.entity.js';
export { Medication } from './ehr/medication.entity.js';
export { Allergy } from './ehr/allergy.entity.js';
export { LabOrder } from './ehr/lab-order.entity.js';
export { LabComponent } from './ehr/lab-component.entity.js';
export { VitalSign } from './ehr/vital-sign.entity.js';
export { Provenance } from './ehr/provenance.entity.js';
export { RateCount } from './auth/rate-count.entity.js';
export { createDataSource, type DataSourceSettings } from './database/create-data-source.js';
export { connectionPatience } from './database/connection-patience.js';
export { databaseRoles } from './database/database-role.js';
export { isDatabaseAway, isTextRefused } from './failures/index.js';
export { isWholeText } from './database/is-whole-text.js';
export { migrate, type MigrateOptions } from './database/migrate.js';
export { pendingMigrations } from './database/pending-migrations.js';
export { rollback } from './database/rollback.js';
export type { RolePasswords } from './database/roles.js';
export { migrations } from './migrations/index.js';
export {
  PatientSearchRepository,
  type PatientSearchOptions,
  type PatientFound,
  type PatientsFound,
} from './repositories/patient-search.repository.js';
export { PatientNumbersRepository } from './repositories/patient-numbers.repository.js';
export { RelationsRepository } from './repositories/relations.repository.js';
export { RevocationsRepository } from './repositories/revocations.repository.js';
