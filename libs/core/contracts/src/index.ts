export { accountAccess, type AccountAccess } from './account/account-access.js';
export { authStatus, type AuthStatus } from './account/auth-status.js';
export { signInProviders, type SignInProviders } from './account/sign-in-providers.js';
export { auditEventList, auditLogPage, type AuditEventList, type AuditLogPage } from './audit/audit-log.js';
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
export { roleList, type RoleList } from './users/role-list.js';
export {
  newUser,
  userChange,
  userId,
  userQuery,
  type NewUserRequest,
  type UserChange,
  type UserQuery,
} from './users/user-requests.js';
export { roleName, user, userList, type User, type UserList } from './users/user.js';
