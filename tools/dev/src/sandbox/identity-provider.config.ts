import { generateKeyPairSync, randomUUID } from 'node:crypto';
import type { Configuration } from 'oidc-provider';
import type { Person } from './people.js';

export interface RelyingParty {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** An OpenID Provider as a hospital would run it: code flow with PKCE, one registered relying party, no extras. */
export function identityProviderConfig(people: readonly Person[], party: RelyingParty): Configuration {
  return {
    clients: [
      {
        client_id: party.clientId,
        client_secret: party.clientSecret,
        redirect_uris: [party.redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub', 'amr'], profile: ['name', 'role'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}` },
    jwks: { keys: [signingKey()] },
    cookies: { keys: [party.clientSecret] },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 300, IdToken: 300, AuthorizationCode: 60 },
    findAccount: (_ctx, login) => accountOf(people.find((person) => person.login === login)),
    // The relying party is the hospital's own gateway: its sign-in asks for no consent of its own.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  };
}

function accountOf(person: Person | undefined) {
  if (person === undefined) return undefined;
  const { login, name, email, role } = person;
  return { accountId: login, claims: () => ({ sub: login, name, email, email_verified: true, role, amr: ['pwd'] }) };
}

/** Made anew at each start: the library's own default key is known to everybody. */
function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'RSA' as const, kid: randomUUID(), alg: 'RS256', use: 'sig' };
}
