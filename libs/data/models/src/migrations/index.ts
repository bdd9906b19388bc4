import { auditMigrations } from '../audit/index.js';
import type { MigrationClass } from '../registration.js';
import { AccessPatientNumber1795264778749 } from './access-patient-number.migration.js';
import { AccessSchema1795253710000 } from './access-schema.migration.js';
import { AuthSchema1795253720000 } from './auth-schema.migration.js';
import { BreakGlass1795357400000 } from './break-glass.migration.js';
import { BridgeAccess1795275900000 } from './bridge-access.migration.js';
import { EhrMeasurements1795253750000 } from './ehr-measurements.migration.js';
import { EhrProvenance1795276288426 } from './ehr-provenance.migration.js';
import { EhrSchema1795253740000 } from './ehr-schema.migration.js';
import { FoldedNames1795404969438 } from './folded-names.migration.js';
import { Foundation1795253700000 } from './foundation.migration.js';
import { ImagingAccess1795264929241 } from './imaging-access.migration.js';
import { LostAttempt1795393503115 } from './lost-attempt.migration.js';
import { MessagingSchema1795253730000 } from './messaging-schema.migration.js';
import { OrchestratorSchema1795264950000 } from './orchestrator-schema.migration.js';
import { ProvenanceRole1795370834395 } from './provenance-role.migration.js';
import { RateCounts1795334279401 } from './rate-counts.migration.js';
import { RecordCorrection1795358337000 } from './record-correction.migration.js';
import { RecordWithdrawal1795357361000 } from './record-withdrawal.migration.js';
import { TaskRetry1795290073860 } from './task-retry.migration.js';
import { UndeliveredTask1795276563000 } from './undelivered-task.migration.js';
import { UserAssignment1795276030000 } from './user-assignment.migration.js';
import { VitalSignCorrection1795349953000 } from './vital-sign-correction.migration.js';
import { VitalSignPrecision1795369416640 } from './vital-sign-precision.migration.js';
import { VisitWithdrawal1795370356292 } from './visit-withdrawal.migration.js';

/**
 * Every migration, oldest first: plain SQL, one class per schema, named after its timestamp. A migration that has been
 * released is never changed; the next one corrects it. New ones go to the end, with the present time in milliseconds.
 */
export const migrations: readonly MigrationClass[] = [
  Foundation1795253700000,
  AccessSchema1795253710000,
  AuthSchema1795253720000,
  MessagingSchema1795253730000,
  EhrSchema1795253740000,
  EhrMeasurements1795253750000,
  ...auditMigrations,
  AccessPatientNumber1795264778749,
  ImagingAccess1795264929241,
  OrchestratorSchema1795264950000,
  BridgeAccess1795275900000,
  UserAssignment1795276030000,
  EhrProvenance1795276288426,
  UndeliveredTask1795276563000,
  TaskRetry1795290073860,
  RateCounts1795334279401,
  VitalSignCorrection1795349953000,
  RecordWithdrawal1795357361000,
  BreakGlass1795357400000,
  RecordCorrection1795358337000,
  VitalSignPrecision1795369416640,
  VisitWithdrawal1795370356292,
  ProvenanceRole1795370834395,
  LostAttempt1795393503115,
  FoldedNames1795404969438,
];
