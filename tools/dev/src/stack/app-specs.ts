import path from 'node:path';
import type { Addresses } from './addresses.js';
import type { AppSpec } from './app-process.js';
import type { Ports } from './ports.js';
import type { Secrets } from './secrets.js';
import type { StateFolder } from './state-folder.js';
import { anchorFileOf } from './verify-trail.js';

export const repository = path.resolve(import.meta.dirname, '../../../..');
/** Where Node keeps what it compiled, so that a later start need not do it again; npm ci clears it. */
export const compileCache = path.join(repository, 'node_modules/.cache/node-compile');
const identityProviderClientId = 'caregate';

export interface Installation {
  readonly folder: StateFolder;
  readonly ports: Ports;
  readonly addresses: Addresses;
  readonly secrets: Secrets;
  readonly anchorKey: string;
  /** As the role of that name. */
  readonly databaseUrl: (role: keyof Secrets['databaseRoles']) => string;
  readonly redisUrl: string | undefined;
  readonly logLevel: string;
}

export function identityProviderSpec({ folder, ports, addresses, secrets }: Installation): AppSpec {
  return {
    name: 'identity provider',
    entry: path.join(repository, 'tools/dev/dist/sandbox/identity-provider.main.js'),
    readyUrl: `${addresses.identityProvider}/ready`,
    logFile: path.join(folder.logs, 'identity-provider.log'),
    environment: {
      IDP_PORT: String(ports.identityProvider),
      IDP_PEOPLE: folder.file('people.json'),
      IDP_CLIENT_ID: identityProviderClientId,
      IDP_CLIENT_SECRET: secrets.identityProviderClient,
      IDP_REDIRECT_URI: `${addresses.auth}/auth/sandbox/callback`,
    },
  };
}

export function authSpec(installation: Installation): AppSpec {
  return {
    name: 'auth',
    entry: path.join(repository, 'apps/auth/dist/main.js'),
    readyUrl: `${installation.addresses.auth}/ready`,
    logFile: path.join(installation.folder.logs, 'auth.log'),
    environment: authEnvironment(installation),
  };
}

export function authEnvironment(installation: Installation): Record<string, string> {
  const { folder, ports, addresses, secrets, anchorKey } = installation;
  return {
    ...common(installation),
    PORT: String(ports.auth),
    VERIFY_PORT: String(ports.verify),
    PUBLIC_URL: addresses.auth,
    DATABASE_URL: installation.databaseUrl('caregate_auth'),
    KEY_ENCRYPTION_SECRET: secrets.keyEncryption,
    COOKIE_SECRET: secrets.cookie,
    CLIENT_SECRET_PEPPER: secrets.clientSecretPepper,
    AUDIT_ANCHOR_KEY: anchorKey,
    AUDIT_ANCHOR_FILE: anchorFileOf(folder),
    OIDC_PROVIDERS: JSON.stringify([
      {
        name: 'sandbox',
        title: 'Sandbox hospital',
        issuer: addresses.identityProvider,
        clientId: identityProviderClientId,
        clientSecret: secrets.identityProviderClient,
        trustRoleClaim: true,
      },
    ]),
    RESOURCES: JSON.stringify([
      { url: addresses.ehrMcp, title: 'Health record' },
      { url: addresses.auth, title: 'Administration' },
    ]),
    VERIFY_ROUTES: JSON.stringify([{ prefix: '/ehr/', audience: addresses.ehrMcp }]),
    CLIENT_REGISTRATION: 'open',
  };
}

export function ehrSpec(installation: Installation): AppSpec {
  return {
    name: 'ehr-mcp',
    entry: path.join(repository, 'apps/ehr-mcp/dist/main.js'),
    readyUrl: `${installation.addresses.ehr}/ready`,
    logFile: path.join(installation.folder.logs, 'ehr-mcp.log'),
    environment: ehrEnvironment(installation),
  };
}

export function ehrEnvironment(installation: Installation): Record<string, string> {
  const { ports, addresses } = installation;
  return {
    ...common(installation),
    PORT: String(ports.ehr),
    PUBLIC_URL: addresses.ehr,
    ISSUER: addresses.issuer,
    JWKS_URL: addresses.jwks,
    TOKEN_URL: addresses.token,
    DATABASE_URL: installation.databaseUrl('caregate_ehr'),
  };
}

function common({ redisUrl, logLevel }: Installation): Record<string, string> {
  return {
    CAREGATE_PROFILE: 'dev',
    HOST: '127.0.0.1',
    LOG_LEVEL: logLevel,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  };
}
