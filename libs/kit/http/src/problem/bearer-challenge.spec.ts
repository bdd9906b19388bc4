import { DomainError } from '@caregate/core-errors';
import { bearerChallenge } from './bearer-challenge.js';

describe('a challenge (RFC 6750 §3)', () => {
  it('names no error to who showed no credentials (§3.1)', () => {
    expect(bearerChallenge(new DomainError('token.absent'))).toBe('Bearer realm="caregate"');
    expect(bearerChallenge(new DomainError('session.absent'))).toBe('Bearer realm="caregate"');
  });

  it('names the fault of a token', () => {
    expect(bearerChallenge(new DomainError('token.expired'), ['read:vitals'])).toBe(
      'Bearer realm="caregate", error="invalid_token", error_description="The access token has expired.", scope="read:vitals"',
    );
  });

  it('names the scope that was missing, and where to ask for it (RFC 9728 §5.1)', () => {
    const challenge = bearerChallenge(new DomainError('access.scope.insufficient'), ['write:vitals', 'read:vitals'], {
      realm: 'ehr',
      resourceMetadataUrl: 'https://ehr.example/.well-known/oauth-protected-resource/mcp',
    });
    expect(challenge).toContain('Bearer realm="ehr", resource_metadata="https://ehr.example/.well-known/');
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('scope="write:vitals read:vitals"');
  });

  it.each(['access.role.refused', 'access.patient.refused', 'access.view.stale', 'request.invalid'] as const)(
    'is not given for %s, which no other token would change',
    (code) => expect(bearerChallenge(new DomainError(code))).toBeUndefined(),
  );

  it('cannot be broken out of by what it quotes', () => {
    const error = new DomainError('token.expired', { publicMessage: 'a "quoted"\r\nSet-Cookie: x \\ é' });
    expect(bearerChallenge(error)).toContain('error_description="a quotedSet-Cookie: x  "');
  });
});
