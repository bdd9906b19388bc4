import type { AgentErrorBody } from '@caregate/core-contracts';
import type { DomainError, ErrorCode, ErrorKind } from '@caregate/core-errors';
import { RequestInvalid } from '@caregate/kit-http';

const codeOfKind: Readonly<Record<ErrorKind, string>> = {
  invalid: 'INVALID_PARAMETERS',
  unauthenticated: 'AUTHENTICATION_REQUIRED',
  forbidden: 'INSUFFICIENT_PERMISSIONS',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  'too-large': 'INVALID_PARAMETERS',
  'too-many': 'RATE_LIMIT_EXCEEDED',
  internal: 'INTERNAL_ERROR',
  unavailable: 'SERVICE_UNAVAILABLE',
  timeout: 'SERVICE_UNAVAILABLE',
};

const codeOf: Partial<Record<ErrorCode, string>> = {
  'agent.not_found': 'AGENT_NOT_FOUND',
  'agent.already_registered': 'AGENT_ALREADY_REGISTERED',
  'task.not_found': 'TASK_NOT_FOUND',
  'task.already_assigned': 'TASK_ALREADY_ASSIGNED',
  'task.transition.refused': 'INVALID_TASK_TRANSITION',
  'task.attempt.stale': 'STALE_ATTEMPT',
  'task.idempotency.mismatch': 'IDEMPOTENCY_KEY_REUSED',
  'pipeline.not_found': 'PIPELINE_NOT_FOUND',
  'pipeline.stage.not_found': 'STAGE_NOT_FOUND',
  'pipeline.stage.out_of_order': 'STAGE_OUT_OF_ORDER',
  'pipeline.transition.refused': 'INVALID_PIPELINE_TRANSITION',
};

/** What may go well when it is asked for again as it is. */
const passing: ReadonlySet<ErrorKind> = new Set<ErrorKind>(['too-many', 'unavailable', 'timeout']);

/** An error in the shape and the codes that callers of the older control panel read. */
export function agentErrorOf(error: DomainError, requestId: string): AgentErrorBody {
  const issues = error instanceof RequestInvalid ? { issues: error.issues.slice(0, 50) } : {};
  const code = codeOf[error.code] ?? codeOfKind[error.kind];
  const details = { reason: error.code, ...issues };
  const retryable = passing.has(error.kind);
  return { error: { code, message: error.publicMessage, details, request_id: requestId, retryable } };
}
