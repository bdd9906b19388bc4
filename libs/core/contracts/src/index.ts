export {
  auditActor,
  auditEntry,
  auditOutcome,
  type AuditActor,
  type AuditEntry,
  type AuditOutcome,
} from './audit-entry.js';
export {
  channels,
  revocation,
  revocationKind,
  type Channel,
  type Message,
  type Revocation,
  type RevocationKind,
} from './channels.js';
export { health, healthStatus, type Health, type HealthStatus } from './health.js';
export { problem, type Problem } from './problem.js';
export { tokenClaims, type TokenClaims } from './token-claims.js';
