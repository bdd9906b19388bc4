import { securityHeaders } from './security-headers.js';

function policyOf(headers: readonly (readonly [string, string])[]): string {
  return new Map(headers).get('content-security-policy') ?? '';
}

describe('the security headers', () => {
  it('allow a page nothing but our own files, and no page to frame it', () => {
    expect(policyOf(securityHeaders()).split(';')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]);
  });

  it('let an app widen one directive without losing the others', () => {
    const policy = policyOf(securityHeaders({ 'form-action': ["'self'", 'https://client.example'] }));
    expect(policy).toContain("form-action 'self' https://client.example");
    expect(policy).toContain("default-src 'none'");
  });
});
