import { DomainError, type ErrorCode } from '@caregate/core-errors';
import { runInContext } from '@caregate/kit-http';
import type { ArgumentsHost } from '@nestjs/common';
import { AgentErrorFilter } from './agent-error.filter.js';

describe('an error of the orchestrator (feature M18)', () => {
  it.each<[ErrorCode, number, string, boolean]>([
    ['request.invalid', 400, 'INVALID_PARAMETERS', false],
    ['agent.token.invalid', 401, 'AUTHENTICATION_REQUIRED', false],
    ['access.refused', 403, 'INSUFFICIENT_PERMISSIONS', false],
    ['request.not_found', 404, 'NOT_FOUND', false],
    ['request.conflict', 409, 'CONFLICT', false],
    ['request.too_many', 429, 'RATE_LIMIT_EXCEEDED', true],
    ['service.internal', 500, 'INTERNAL_ERROR', false],
    ['service.unavailable', 503, 'SERVICE_UNAVAILABLE', true],
  ])('of the kind %s is answered as %d %s, with an id to ask about; worth another try: %s', (...row) => {
    const [thrown, status, code, retryable] = row;
    const { body, ...answer } = answered(new DomainError(thrown, { detail: { secret: 'of a record' } }));
    expect(answer.status).toBe(status);
    expect(body).toMatchObject({ error: { code, request_id: 'request-7', retryable, message: expect.any(String) } });
    expect(JSON.stringify(body)).not.toContain('of a record');
  });

  it('that nobody foresaw tells nothing but an id, and is logged', () => {
    const { status, body, logged } = answered(new Error('the words of a record'));
    expect({ status, code: body.error.code, logged }).toEqual({ status: 500, code: 'INTERNAL_ERROR', logged: 1 });
    expect(JSON.stringify(body)).not.toContain('the words');
  });
});

function answered(thrown: unknown) {
  const told = { status: 0, body: { error: { code: '' } }, logged: 0 };
  const reply = {
    header: () => reply,
    status: (status: number) => {
      told.status = status;
      return reply;
    },
    send: (body: typeof told.body) => void (told.body = body),
  };
  // As much of the host as a filter of HTTP asks for.
  const host = { switchToHttp: () => ({ getResponse: () => reply }) } as unknown as ArgumentsHost;
  const logger = { error: () => void (told.logged += 1), warn: () => undefined };
  const filter = new AgentErrorFilter(logger, 'https://orchestrator.clinic.example/metadata');
  runInContext({ requestId: 'request-7', transport: 'http' }, () => filter.catch(thrown, host));
  return told;
}
