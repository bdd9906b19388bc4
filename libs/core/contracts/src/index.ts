export { accountAccess, type AccountAccess } from './account/account-access.js';
export { accountGrants, type AccountGrant, type AccountGrants } from './account/account-grants.js';
export {
  breakGlass,
  brokenGlass,
  emergencyReview,
  emergencyReviewQueue,
  ownEmergencyAccess,
  type BreakGlass,
  type BrokenGlass,
  type EmergencyAccess,
  type EmergencyReview,
  type EmergencyReviewQueue,
  type OwnEmergencyAccess,
} from './account/emergency-access.js';
export { authStatus, type AuthStatus } from './account/auth-status.js';
export { signInProviders, type SignInProviders } from './account/sign-in-providers.js';
export { auditEventList, auditLogPage, type AuditEventList } from './audit/audit-log.js';
export { auditEntry, auditOutcome, type AuditActor, type AuditEntry, type AuditOutcome } from './audit/audit-entry.js';
export {
  channels,
  revocationKind,
  type Channel,
  type Message,
  type Revocation,
  type RevocationKind,
} from './channels.js';
export { health, type Health, type HealthStatus } from './health.js';
export { copiedHeaders, identityHeaders } from './identity-headers.js';
export { problem, type Problem } from './problem.js';
export { tokenClaims, type TokenClaims } from './token-claims.js';
export { roleList } from './users/role-list.js';
export {
  newUser,
  userChange,
  userId,
  userQuery,
  type NewUserRequest,
  type UserChange,
  type UserQuery,
} from './users/user-requests.js';
export { user, userList, type User, type UserList } from './users/user.js';
export { agentErrorBody, type AgentErrorBody } from './agents/agent-error.js';
export {
  agent,
  agentHeartbeat,
  agentList,
  agentQuery,
  agentStatus,
  heartbeatAnswer,
  registerAgent,
  registeredAgent,
  updateAgent,
  updatedAgent,
  type Agent,
  type AgentHealth,
  type AgentHeartbeat,
  type AgentQuery,
  type AgentStatus,
  type RegisterAgent,
  type UpdateAgent,
} from './agents/agent.js';
export {
  agentTask,
  completeTask,
  createTask,
  createdTask,
  delegateTask,
  delegatedTask,
  endedTask,
  failTask,
  taskList,
  taskQuery,
  taskStatus,
  updateTask,
  type AgentTask,
  type CompleteTask,
  type CreateTask,
  type DelegateTask,
  type FailTask,
  type RetryPolicy,
  type TaskQuery,
  type TaskStatus,
  type UpdateTask,
} from './agents/agent-task.js';
export {
  discoveredAgents,
  discoveredServices,
  discoveryQuery,
  type DiscoveredServices,
  type DiscoveryQuery,
} from './agents/discovery.js';
export {
  cancelledPipeline,
  createPipeline,
  createdPipeline,
  executeStage,
  executedStage,
  pipeline,
  pipelineList,
  pipelineProgress,
  pipelineQuery,
  pipelineStatus,
  type CreatePipeline,
  type ExecuteStage,
  type Pipeline,
  type PipelineList,
  type PipelineQuery,
  type PipelineStage,
  type PipelineStatus,
} from './agents/pipeline.js';
export {
  clientEvents,
  serverEvents,
  socketAnswer,
  type ClientEvent,
  type ClientPayload,
  type ServerEvent,
  type ServerPayload,
  type SocketAnswer,
} from './agents/socket-events.js';
export {
  protectedResourceMetadata,
  protectedResourceMetadataUrl,
  type ProtectedResource,
} from './protected-resource.js';
export { line } from './line.js';
