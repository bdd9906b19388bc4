import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@caregate/core-errors';
import type { BrowserSession } from './browser-session.js';

/** The hidden field of a form: good for one session and one purpose (OWASP CSRF cheat sheet, HMAC based token). */
export function csrfTokenFor(session: Pick<BrowserSession, 'csrfSecret'>, purpose: string): string {
  return createHmac('sha256', session.csrfSecret).update(purpose).digest('base64url');
}

/** Throws `session.csrf.refused` unless the token is the one for this session and purpose. */
export function assertCsrfToken(session: Pick<BrowserSession, 'csrfSecret'>, purpose: string, given: unknown): void {
  const wanted = Buffer.from(csrfTokenFor(session, purpose));
  const got = Buffer.from(typeof given === 'string' ? given : '');
  if (got.length !== wanted.length || !timingSafeEqual(got, wanted)) throw new DomainError('session.csrf.refused');
}
