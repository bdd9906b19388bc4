import type { Ports } from './ports.js';

/** Where everything answers; the one place that composes an address of the local stack. */
export interface Addresses {
  readonly auth: string;
  readonly issuer: string;
  readonly jwks: string;
  readonly token: string;
  readonly verify: string;
  readonly ehr: string;
  /** Streamable HTTP of the health record, and at the same time its OAuth resource. */
  readonly ehrMcp: string;
  readonly ehrSocket: string;
  readonly identityProvider: string;
}

export function addressesOf(ports: Ports): Addresses {
  const auth = `http://127.0.0.1:${ports.auth}`;
  const ehr = `http://127.0.0.1:${ports.ehr}`;
  return {
    auth,
    issuer: `${auth}/oauth`,
    jwks: `${auth}/oauth/jwks`,
    token: `${auth}/oauth/token`,
    verify: `http://127.0.0.1:${ports.verify}/verify`,
    ehr,
    ehrMcp: `${ehr}/mcp`,
    ehrSocket: `ws://127.0.0.1:${ports.ehr}/`,
    identityProvider: `http://127.0.0.1:${ports.identityProvider}`,
  };
}
