import { fields, jsonText, proxyVariables } from '@caregate/kit-config';
import { isRole, type Role, type Scope } from '@caregate/core-permissions';
import { z } from 'zod';
import { identityProviders, type IdentityProviderConfig } from './login/identity-provider.config.js';
import { socialVariables } from './login/social/social-provider.config.js';
import {
  checkSocial,
  socialProvidersOf,
  socialUrlsOf,
  type SocialVariables,
} from './login/social/social-providers.config.js';
import { oauthFeaturesOf, oauthVariables } from './oauth/provider/oauth-features.config.js';
import { protectedResources, type ProtectedResourceConfig } from './oauth/resources/protected-resource.config.js';
import { verifyRoutes, type VerifyRoute } from './verify/routes/verify-route.config.js';
import { originOf } from './origin.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 366 * DAY;

/** Every variable that `apps/auth` reads. Lifetimes are bounded; of what is longer than is advised, `longLifetimesIn` warns. */
const variables = z.object({
  CAREGATE_PROFILE: fields.profile(),
  HOST: fields.host('0.0.0.0').describe('Address of the public port.'),
  PORT: fields.port(8080).describe('Public port: sign-in, OAuth, administration.'),
  VERIFY_HOST: fields
    .host('127.0.0.1')
    .describe('Where the edge asks `/verify`; never an address that strangers reach.'),
  VERIFY_PORT: fields.port(8000).describe('Port on which only `/verify` answers.'),
  PUBLIC_URL: fields
    .url()
    .describe('Where browsers and clients find this server; the issuer is this address + /oauth.'),
  DATABASE_URL: fields.databaseUrl().describe('PostgreSQL, as the role caregate_auth.'),
  REDIS_URL: fields
    .redisUrl()
    .optional()
    .describe(
      'Redis for wake-ups between processes and to count requests for all of them; PostgreSQL serves without it.',
    ),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
  CAREGATE_EXIT_WITH_PARENT: fields.flag(false).describe('End when the process that started this one is gone.'),
  METRICS_PUBLIC: fields.flag(false).describe('Whether /metrics answers on the public port too.'),
  TRUSTED_PROXIES: fields
    .networks(['127.0.0.1/32', '::1/128'])
    .describe('Networks whose X-Forwarded-* headers are believed.'),
  STOP_DELAY_SECONDS: proxyVariables.STOP_DELAY_SECONDS,

  KEY_ENCRYPTION_SECRET: fields.secret({ bytesMin: 32 }).describe('Seals signing keys at rest.'),
  COOKIE_SECRET: fields.secret({ bytesMin: 32 }).describe('Signs the cookies of one authorization request.'),
  CLIENT_SECRET_PEPPER: fields
    .secret({ bytesMin: 32 })
    .describe('Key of the HMAC under which client secrets are kept.'),
  AUDIT_ANCHOR_KEY: fields
    .secret({ bytesMin: 32 })
    .describe('Ed25519 private key (PKCS #8 PEM) that signs audit anchors.'),
  AUDIT_ANCHOR_FILE: z.string().describe('File outside the database to which audit anchors are appended.'),

  OIDC_PROVIDERS: jsonText(identityProviders).default([]).describe('Identity providers at which people sign in.'),
  ...socialVariables,
  DEFAULT_ROLE: z
    .string()
    .default('patient')
    .refine((role): role is Role => isRole(role), 'must be a role of libs/core/permissions')
    .describe('Role of somebody who signs in for the first time.'),
  LANDING_URL: fields.url().optional().describe('Where a sign-in that names no return address ends.'),
  RETURN_ORIGINS: fields.origins().describe('Origins besides our own to which a sign-in may return.'),

  RESOURCES: jsonText(protectedResources).describe('Services for which tokens are issued; the first is the default.'),
  ...oauthVariables,
  VERIFY_ROUTES: jsonText(verifyRoutes).default([]).describe('What /verify protects, by host and path prefix.'),
  ORTHANC_URL: fields
    .url()
    .optional()
    .describe('Image archive behind routes of VERIFY_ROUTES with the policy `pacs`; no trailing slash.'),
  ORTHANC_USERNAME: z.string().default('gateway').describe('User of the archive that is this gate.'),
  ORTHANC_PASSWORD: fields.secret({ bytesMin: 16 }).optional().describe('Password of that user.'),

  LOGIN_STATE_SECONDS: fields
    .seconds(300, { min: 30, max: 15 * MINUTE })
    .describe('How long a sign-in may take at the identity provider.'),
  SESSION_IDLE_SECONDS: fields
    .seconds(15 * MINUTE, { min: MINUTE, max: 2 * HOUR })
    .describe('A browser session ends after this long without use.'),
  SESSION_ABSOLUTE_SECONDS: fields
    .seconds(12 * HOUR, { min: 5 * MINUTE, max: DAY })
    .describe('A browser session ends after this long in any case.'),
  INTERACTION_SECONDS: fields
    .seconds(10 * MINUTE, { min: MINUTE, max: HOUR })
    .describe('How long sign-in and consent may take together.'),
  AUTHORIZATION_CODE_SECONDS: fields
    .seconds(60, { min: 10, max: 10 * MINUTE })
    .describe('Lifetime of an authorization code.'),
  ACCESS_TOKEN_SECONDS: fields
    .seconds(10 * MINUTE, { min: MINUTE, max: 30 * DAY })
    .describe("Lifetime of a person's access token."),
  CLIENT_TOKEN_SECONDS: fields
    .seconds(HOUR, { min: MINUTE, max: DAY })
    .describe("Lifetime of a machine client's access token."),
  UPSTREAM_TOKEN_SECONDS: fields
    .seconds(5 * MINUTE, { min: MINUTE, max: 15 * MINUTE })
    .describe('Lifetime of the token into which `/verify` turns a cookie.'),
  REFRESH_TOKEN_SECONDS: fields
    .seconds(14 * DAY, { min: 5 * MINUTE, max: YEAR })
    .describe('A refresh token ends after this long without use.'),
  REFRESH_TOKEN_ABSOLUTE_SECONDS: fields
    .seconds(90 * DAY, { min: 5 * MINUTE, max: YEAR })
    .describe('A family of refresh tokens ends after this long in any case.'),
  REFRESH_GRACE_SECONDS: fields
    .seconds(15, { min: 0, max: 60 })
    .describe('How long a used refresh token is still answered, for parallel refreshes.'),
  REGISTERED_CLIENT_SECONDS: fields
    .seconds(90 * DAY, { min: 0, max: 10 * YEAR })
    .describe('How long a self-registered client lives after its last use; 0 for ever.'),
});

/** The configuration as the rest of the app sees it. */
export const configSchema = variables
  .refine(hasRegistrationToken, {
    path: ['CLIENT_REGISTRATION_TOKEN'],
    message: 'is needed when CLIENT_REGISTRATION is token',
  })
  .refine(({ OAUTH_STORE: store, REDIS_URL: url }) => store !== 'redis' || url !== undefined, {
    path: ['REDIS_URL'],
    message: 'is needed when OAUTH_STORE is redis',
  })
  .refine(hasKnownAudiences, {
    path: ['VERIFY_ROUTES'],
    message: 'must name as audience only what RESOURCES lists (or PUBLIC_URL), letter by letter',
  })
  .refine(hasArchive, {
    path: ['ORTHANC_URL'],
    message: 'and ORTHANC_PASSWORD are needed when a route of VERIFY_ROUTES has the policy pacs',
  })
  .superRefine(checkSocial)
  .refine(hasProvider, { path: ['OIDC_PROVIDERS'], message: 'must name a provider when no other is configured' })
  .refine(hasDistinctNames, { path: ['OIDC_PROVIDERS'], message: 'must not take the name of another provider' })
  .refine(isEncrypted, { path: ['PUBLIC_URL'], message: 'must be https, and so must every issuer, outside dev' })
  .transform((env) => ({
    profile: env.CAREGATE_PROFILE,
    listen: { host: env.HOST, port: env.PORT },
    verifyListen: { host: env.VERIFY_HOST, port: env.VERIFY_PORT },
    publicUrl: originOf(env.PUBLIC_URL),
    issuer: `${originOf(env.PUBLIC_URL)}/oauth`,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    logLevel: env.LOG_LEVEL,
    exitWithParent: env.CAREGATE_EXIT_WITH_PARENT,
    stopDelaySeconds: env.STOP_DELAY_SECONDS,
    metricsPublic: env.METRICS_PUBLIC,
    trustedProxies: env.TRUSTED_PROXIES,
    secrets: {
      keyEncryption: env.KEY_ENCRYPTION_SECRET,
      cookie: env.COOKIE_SECRET,
      clientPepper: env.CLIENT_SECRET_PEPPER,
    },
    anchor: { key: env.AUDIT_ANCHOR_KEY, file: env.AUDIT_ANCHOR_FILE },
    providers: env.OIDC_PROVIDERS,
    social: socialProvidersOf(env),
    defaultRole: env.DEFAULT_ROLE,
    landingUrl: env.LANDING_URL,
    ownOrigins: [originOf(env.PUBLIC_URL), ...env.RETURN_ORIGINS],
    resources: withOwnResource(env.RESOURCES, originOf(env.PUBLIC_URL)),
    oauth: oauthFeaturesOf(env),
    verifyRoutes: env.VERIFY_ROUTES,
    orthanc: archiveOf(env),
    lifetimes: {
      loginStateSeconds: env.LOGIN_STATE_SECONDS,
      sessionIdleSeconds: env.SESSION_IDLE_SECONDS,
      sessionAbsoluteSeconds: env.SESSION_ABSOLUTE_SECONDS,
      interactionSeconds: env.INTERACTION_SECONDS,
      codeSeconds: env.AUTHORIZATION_CODE_SECONDS,
      accessTokenSeconds: env.ACCESS_TOKEN_SECONDS,
      clientTokenSeconds: env.CLIENT_TOKEN_SECONDS,
      upstreamTokenSeconds: env.UPSTREAM_TOKEN_SECONDS,
      refreshTokenSeconds: env.REFRESH_TOKEN_SECONDS,
      refreshTokenAbsoluteSeconds: env.REFRESH_TOKEN_ABSOLUTE_SECONDS,
      refreshGraceSeconds: env.REFRESH_GRACE_SECONDS,
      registeredClientSeconds: env.REGISTERED_CLIENT_SECONDS,
    },
  }));

export type AuthConfig = z.output<typeof configSchema>;
export type Lifetimes = AuthConfig['lifetimes'];

/** The routes of this app that administrators use are a protected resource too. */
function withOwnResource(resources: readonly ProtectedResourceConfig[], url: string): ProtectedResourceConfig[] {
  const isThere = resources.some(
    (resource) => originOf(resource.url) === url && new URL(resource.url).pathname === '/',
  );
  const scopes: Scope[] = [
    'read:account',
    'read:audit',
    'write:clients',
    'write:emergency-access',
    'write:emergency-reviews',
    'write:users',
  ];
  return isThere ? [...resources] : [...resources, { url, title: 'Administration', scopes }];
}

interface Routed {
  readonly PUBLIC_URL: string;
  readonly RESOURCES: ProtectedResourceConfig[];
  readonly VERIFY_ROUTES: VerifyRoute[];
}

/** A token for a service that nobody knows could neither be issued nor verified. */
function hasKnownAudiences({ PUBLIC_URL, RESOURCES, VERIFY_ROUTES }: Routed): boolean {
  const known = withOwnResource(RESOURCES, originOf(PUBLIC_URL)).map(({ url }) => url);
  return VERIFY_ROUTES.every(({ audience }) => audience === undefined || known.includes(audience));
}

interface Archive {
  readonly ORTHANC_URL?: string | undefined;
  readonly ORTHANC_USERNAME: string;
  readonly ORTHANC_PASSWORD?: string | undefined;
}

function archiveOf({ ORTHANC_URL: url, ORTHANC_USERNAME: username, ORTHANC_PASSWORD: password }: Archive) {
  return url === undefined || password === undefined ? undefined : { url, username, password };
}

function hasArchive(env: Archive & Pick<Routed, 'VERIFY_ROUTES'>): boolean {
  return archiveOf(env) !== undefined || env.VERIFY_ROUTES.every(({ policy }) => policy !== 'pacs');
}

type Providers = SocialVariables & { readonly OIDC_PROVIDERS: readonly IdentityProviderConfig[] };

/** RFC 9700 §2.6. */
function isEncrypted(env: Providers & { CAREGATE_PROFILE: string; PUBLIC_URL: string }) {
  const issuers = env.OIDC_PROVIDERS.map(({ issuer }) => issuer);
  const addresses = [env.PUBLIC_URL, ...issuers, ...socialUrlsOf(socialProvidersOf(env))];
  return env.CAREGATE_PROFILE === 'dev' || addresses.every((address) => address.startsWith('https:'));
}

/** Without one, nobody could ever sign in. */
function hasProvider(env: Providers): boolean {
  return env.OIDC_PROVIDERS.length + Object.keys(socialProvidersOf(env)).length > 0;
}

function hasDistinctNames(env: Providers): boolean {
  const taken = Object.keys(socialProvidersOf(env));
  return env.OIDC_PROVIDERS.every(({ name }) => !taken.includes(name));
}

function hasRegistrationToken(env: { CLIENT_REGISTRATION: string; CLIENT_REGISTRATION_TOKEN?: string | undefined }) {
  return env.CLIENT_REGISTRATION !== 'token' || env.CLIENT_REGISTRATION_TOKEN !== undefined;
}
