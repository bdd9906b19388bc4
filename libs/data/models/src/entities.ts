import { auditEntities } from './audit/index.js';
import type { EntityClass } from './registration.js';
import { AccessRelation } from './access/access-relation.entity.js';
import { GlassReview } from './access/glass-review.entity.js';
import { AccessRevocation } from './access/access-revocation.entity.js';
import { UserAccount } from './auth/user-account.entity.js';
import { UserIdentity } from './auth/user-identity.entity.js';
import { BrowserSession } from './auth/browser-session.entity.js';
import { LoginState } from './auth/login-state.entity.js';
import { OauthClient } from './auth/oauth-client.entity.js';
import { OidcArtifact } from './auth/oidc-artifact.entity.js';
import { IssuedToken } from './auth/issued-token.entity.js';
import { Consent } from './auth/consent.entity.js';
import { SigningKey } from './auth/signing-key.entity.js';
import { Setting } from './auth/setting.entity.js';
import { RateCount } from './auth/rate-count.entity.js';
import { StreamMessage } from './messaging/stream-message.entity.js';
import { Patient } from './ehr/patient.entity.js';
import { Provider } from './ehr/provider.entity.js';
import { Appointment } from './ehr/appointment.entity.js';
import { Medication } from './ehr/medication.entity.js';
import { Allergy } from './ehr/allergy.entity.js';
import { LabOrder } from './ehr/lab-order.entity.js';
import { LabComponent } from './ehr/lab-component.entity.js';
import { VitalSign } from './ehr/vital-sign.entity.js';
import { Provenance } from './ehr/provenance.entity.js';
import { IdempotencyRecord } from './ehr/idempotency-record.entity.js';
import {
  Agent,
  AgentTask,
  Pipeline,
  PipelineStage,
  SocketAttachment,
  TaskAttempt,
  TaskDependency,
} from './orchestrator/index.js';

/** Every entity of every schema; a table without one is reported as drift. */
export const entities: readonly EntityClass[] = [
  AccessRelation,
  AccessRevocation,
  GlassReview,
  UserAccount,
  UserIdentity,
  BrowserSession,
  LoginState,
  OauthClient,
  OidcArtifact,
  IssuedToken,
  Consent,
  SigningKey,
  Setting,
  RateCount,
  StreamMessage,
  Patient,
  Provider,
  Appointment,
  Medication,
  Allergy,
  LabOrder,
  LabComponent,
  VitalSign,
  IdempotencyRecord,
  Provenance,
  Agent,
  AgentTask,
  TaskDependency,
  TaskAttempt,
  Pipeline,
  PipelineStage,
  SocketAttachment,
  ...auditEntities,
];
