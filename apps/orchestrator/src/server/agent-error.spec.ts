import { DomainError, type ErrorCode } from '@caregate/core-errors';
import { agentErrorOf } from './agent-error.js';

describe('an error of the orchestrator (feature M18)', () => {
  it.each<[ErrorCode, string, boolean]>([
    ['request.invalid', 'INVALID_PARAMETERS', false],
    ['agent.token.invalid', 'AUTHENTICATION_REQUIRED', false],
    ['access.refused', 'INSUFFICIENT_PERMISSIONS', false],
    ['request.not_found', 'NOT_FOUND', false],
    ['request.conflict', 'CONFLICT', false],
    ['request.too_many', 'RATE_LIMIT_EXCEEDED', true],
    ['service.internal', 'INTERNAL_ERROR', false],
    ['service.unavailable', 'SERVICE_UNAVAILABLE', true],
  ])('of the kind %s is answered as %s, with an id to ask about; worth another try: %s', (thrown, code, retryable) => {
    const body = agentErrorOf(new DomainError(thrown, { detail: { secret: 'of a record' } }), 'request-7');
    expect(body).toMatchObject({ error: { code, request_id: 'request-7', retryable, message: expect.any(String) } });
    expect(JSON.stringify(body)).not.toContain('of a record');
  });
});
