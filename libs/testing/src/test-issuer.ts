import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { SignJWT } from 'jose';
import { listen } from './listen.js';

export interface TestIssuer {
  readonly issuer: string;
  readonly jwksUrl: string;
  token(facts: TokenFacts): Promise<string>;
  close(): Promise<void>;
}

/** What a spec says of a token; any other claim may be added, or one of ours replaced. */
export interface TokenFacts {
  readonly sub: string;
  readonly role: string;
  readonly scope: string;
  readonly aud: string;
  readonly seconds?: number;
  readonly [claim: string]: unknown;
}

/** Stands in for the authorization server: real keys, real signatures, a real endpoint. */
export async function testIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig', alg: 'RS256' }];
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys })));
  const issuer = 'https://auth.clinic.example/oauth';
  return {
    issuer,
    jwksUrl: `http://127.0.0.1:${await listen(server)}/jwks`,
    token: ({ seconds = 600, ...claims }) => {
      const nowSeconds = Math.floor(Date.now() / 1000);
      const times = { iat: nowSeconds, exp: nowSeconds + seconds };
      const ours = { iss: issuer, jti: randomUUID(), client_id: 'client-of-specs', subject_kind: 'user' };
      return new SignJWT({ ...ours, ...times, ...claims })
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: 'key-1' })
        .sign(privateKey);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
