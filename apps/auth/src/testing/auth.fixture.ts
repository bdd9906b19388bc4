import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { migrate } from '@caregate/data-models';
import { loadConfig } from '@caregate/kit-config';
import { createLogger } from '@caregate/kit-http';
import { freePort, testDatabase } from '@caregate/testing';
import { startAuthApp, type AuthApp } from '../auth-app.js';
import type { Clock } from '../clock.js';
import { configSchema, type AuthConfig } from '../config.js';
import { Browser, type Page } from './browser.fixture.js';
import { givenIdentityProvider, type TestIdentityProvider } from './identity-provider.fixture.js';

/** Address of a protected resource that need not be there. */
export const ehrResource = 'http://ehr.example:7777/mcp';

export interface GivenAuth {
  readonly url: string;
  readonly verifyUrl: string;
  readonly config: AuthConfig;
  readonly idp: TestIdentityProvider;
  readonly databaseUrl: string;
  readonly log: string[];
  /** SQL as the owner of everything. */
  ask<T extends object>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
  /** Entries of the trail with this event, the oldest first. */
  trail(event: string): Promise<Record<string, unknown>[]>;
  /** A browser in which the person of the identity provider has signed in. */
  signedIn(): Promise<Browser>;
  /** A second process on the same database, at other ports. */
  another(): Promise<{ readonly url: string; readonly verifyUrl: string }>;
  close(): Promise<void>;
}

export interface GivenAuthOptions {
  readonly environment?: Record<string, string>;
  /** Variables that need the address under which the app will answer. */
  readonly environmentAt?: (publicUrl: string) => Promise<Record<string, string>>;
  /** Members of the identity provider's configuration. */
  readonly provider?: object;
  readonly clock?: Clock;
  readonly redisUrl?: string | undefined;
}

/** The whole app on a database of its own, with a real identity provider beside it. */
export async function givenAuth({
  environment = {},
  environmentAt = async () => ({}),
  provider,
  clock,
  redisUrl,
}: GivenAuthOptions = {}): Promise<GivenAuth> {
  const database = await testDatabase({ migrate: (url) => migrate(url) });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const publicUrl = environment['PUBLIC_URL'] ?? url;
  const idp = await givenIdentityProvider(`${publicUrl}/auth/sandbox/callback`);
  const anchors = path.join(os.tmpdir(), `caregate-anchors-${randomUUID()}`);
  const base = {
    ...environmentOf({ publicUrl, port, anchors, idp, provider, databaseUrl: database.urlAs('caregate_auth') }),
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    ...environment,
    ...(await environmentAt(publicUrl)),
  };
  const log: string[] = [];
  const started: AuthApp[] = [];
  const start = async (more: Record<string, string> = {}) => {
    const config = loadConfig(configSchema, { ...base, ...more });
    const logger = createLogger({
      service: 'auth',
      level: 'info',
      destination: { write: (line) => void log.push(line) },
    });
    const app = await startAuthApp({ config, logger, ...(clock === undefined ? {} : { clock }) });
    started.push(app);
    return { app, config };
  };
  const { app, config } = await start();
  const ask = <T extends object>(sql: string, parameters: readonly unknown[] = []) =>
    database.query(sql, parameters) as Promise<T[]>;
  return {
    url,
    verifyUrl: verifyUrlOf(app),
    config,
    idp,
    databaseUrl: database.urlAs('caregate_auth'),
    log,
    ask,
    trail: async (event) => {
      const rows = await ask<{ body: string }>('select body from audit.event where event = $1 order by id', [event]);
      return rows.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    },
    signedIn: () => signIn(url),
    another: async () => {
      const other = await start({ PORT: '0', VERIFY_PORT: '0' });
      return { url: `http://127.0.0.1:${other.app.port}`, verifyUrl: verifyUrlOf(other.app) };
    },
    close: async () => {
      for (const each of started) await each.stop();
      await idp.close();
      await database.drop();
      await rm(anchors, { force: true });
    },
  };
}

interface Place {
  readonly publicUrl: string;
  readonly port: number;
  readonly anchors: string;
  readonly idp: TestIdentityProvider;
  readonly provider: object | undefined;
  readonly databaseUrl: string;
}

function environmentOf({ publicUrl, port, anchors, idp, provider: more, databaseUrl }: Place): Record<string, string> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const provider = {
    name: 'sandbox',
    title: 'Sandbox hospital',
    issuer: idp.issuer,
    clientId: idp.clientId,
    clientSecret: idp.clientSecret,
    trustRoleClaim: true,
    ...more,
  };
  return {
    CAREGATE_PROFILE: 'dev',
    HOST: '127.0.0.1',
    PORT: String(port),
    VERIFY_PORT: '0',
    PUBLIC_URL: publicUrl,
    DATABASE_URL: databaseUrl,
    KEY_ENCRYPTION_SECRET: 'a key encryption secret of specs, long enough',
    COOKIE_SECRET: 'a cookie secret of specs, long enough for that',
    CLIENT_SECRET_PEPPER: 'a client secret pepper of specs, long enough',
    AUDIT_ANCHOR_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    AUDIT_ANCHOR_FILE: anchors,
    OIDC_PROVIDERS: JSON.stringify([provider]),
    RESOURCES: JSON.stringify([{ url: ehrResource, title: 'Health record' }]),
    CLIENT_REGISTRATION: 'open',
    VERIFY_ROUTES: JSON.stringify([
      { prefix: '/ehr/', audience: ehrResource, cors: true },
      { prefix: '/admin', audience: publicUrl, scopes: ['write:users'], cookie: true },
      { prefix: '/public', access: 'public' },
    ]),
  };
}

async function signIn(url: string): Promise<Browser> {
  const browser = new Browser();
  const page: Page = await browser.open(`${url}/login?return_to=/`);
  if (!page.html.includes('Signed in as')) throw new Error(`not signed in: ${page.status} ${page.html.slice(0, 500)}`);
  return browser;
}

function verifyUrlOf({ verifyPort }: AuthApp): string {
  return `http://127.0.0.1:${verifyPort}/verify`;
}
