export { AccessRelation } from './access/access-relation.entity.js';
export { AccessRevocation } from './access/access-revocation.entity.js';
export { UserAccount } from './auth/user-account.entity.js';
export { UserIdentity } from './auth/user-identity.entity.js';
export { BrowserSession } from './auth/browser-session.entity.js';
export { LoginState } from './auth/login-state.entity.js';
export { OauthClient } from './auth/oauth-client.entity.js';
export { OidcArtifact } from './auth/oidc-artifact.entity.js';
export { IssuedToken } from './auth/issued-token.entity.js';
export { Consent } from './auth/consent.entity.js';
export { SigningKey } from './auth/signing-key.entity.js';
export { Setting } from './auth/setting.entity.js';
export { StreamMessage } from './messaging/stream-message.entity.js';
export { Patient } from './ehr/patient.entity.js';
export { Provider } from './ehr/provider.entity.js';
export { Appointment } from './ehr/appointment.entity.js';
export { Medication } from './ehr/medication.entity.js';
export { Allergy } from './ehr/allergy.entity.js';
export { LabOrder } from './ehr/lab-order.entity.js';
export { LabComponent } from './ehr/lab-component.entity.js';
export { VitalSign } from './ehr/vital-sign.entity.js';
export { Provenance } from './ehr/provenance.entity.js';
export { IdempotencyRecord } from './ehr/idempotency-record.entity.js';
export {
  Agent,
  AgentTask,
  Pipeline,
  PipelineStage,
  SocketAttachment,
  TaskAttempt,
  TaskDependency,
} from './orchestrator/index.js';
export { createDataSource, type DataSourceSettings } from './database/create-data-source.js';
export { databaseRoles, type DatabaseRole } from './database/database-role.js';
export { isDatabaseAway } from './database/is-database-away.js';
export { isTextRefused } from './database/is-text-refused.js';
export { migrate, type MigrateOptions } from './database/migrate.js';
export { pendingMigrations } from './database/pending-migrations.js';
export { rollback } from './database/rollback.js';
export type { RolePasswords } from './database/roles.js';
export { schemaDrift } from './database/schema-drift.js';
export { entities } from './entities.js';
export { migrations } from './migrations/index.js';
export {
  PatientSearchRepository,
  type PatientSearchOptions,
  type PatientsFound,
} from './repositories/patient-search.repository.js';
export { PatientNumbersRepository } from './repositories/patient-numbers.repository.js';
export { RelationsRepository } from './repositories/relations.repository.js';
export { RevocationsRepository } from './repositories/revocations.repository.js';
