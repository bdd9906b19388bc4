import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listen } from '@caregate/testing';
import Provider from 'oidc-provider';
import { memoryAdapter } from './memory-adapter.fixture.js';

export interface IdpPerson {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

/** A real OpenID Provider that signs in whoever the spec says, without a page. */
export interface TestIdentityProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who is at the keyboard. */
  person: IdpPerson;
  /** The `prompt` of every authorization request so far. */
  readonly prompts: (string | null)[];
  /** While set, every request is answered with this. */
  outage: { status: number; type: string; body: string } | undefined;
  close(): Promise<void>;
}

/** One for all providers of a run: to make it takes longer than most specs. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const clientId = 'caregate';
const clientSecret = 'a secret between the hospital and its own gateway';

export async function givenIdentityProvider(callback: string): Promise<TestIdentityProvider> {
  const server = createServer();
  const port = await listen(server);
  const idp: TestIdentityProvider = {
    issuer: `http://127.0.0.1:${port}`,
    clientId,
    clientSecret,
    person: {
      sub: 'doctor',
      name: 'Dr. Sarah Smith',
      email: 'sarah@hosp.example',
      email_verified: true,
      role: 'doctor',
    },
    prompts: [],
    outage: undefined,
    close: () => closed(server),
  };
  const provider = createProvider(idp, callback);
  const answer = provider.callback();
  server.on('request', (request, response) => void serve(idp, provider, answer, { request, response }));
  return idp;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function serve(
  idp: TestIdentityProvider,
  provider: Provider,
  answer: ReturnType<Provider['callback']>,
  { request, response }: Exchange,
): Promise<void> {
  if (idp.outage !== undefined) {
    response.writeHead(idp.outage.status, { 'content-type': idp.outage.type }).end(idp.outage.body);
    return;
  }
  const url = new URL(request.url ?? '', idp.issuer);
  if (url.pathname === '/auth') idp.prompts.push(url.searchParams.get('prompt'));
  if (!url.pathname.startsWith('/login/')) return answer(request, response);
  await provider.interactionFinished(request, response, { login: { accountId: idp.person.sub, amr: ['pwd'] } });
}

function createProvider(idp: TestIdentityProvider, callback: string): Provider {
  return new Provider(idp.issuer, {
    adapter: memoryAdapter(),
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'idp' }] },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 300, IdToken: 300, AuthorizationCode: 60 },
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
    clientDefaults: { token_endpoint_auth_method: 'client_secret_post' },
    claims: { openid: ['sub', 'amr'], profile: ['name', 'role'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    // Two windows of one browser are two sign-ins.
    expiresWithSession: async () => false,
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/login/${uid}` },
    cookies: {
      keys: [clientSecret],
      names: { session: 'idp_session', interaction: 'idp_interaction', resume: 'idp_resume' },
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ ...idp.person, sub, amr: ['pwd'] }) }),
    loadExistingGrant: async ({ oidc }) => {
      const accountId = oidc.session?.accountId;
      if (accountId === undefined || oidc.client === undefined) return undefined;
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
