import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { DomainError } from '@caregate/core-errors';
import { RecordingAudit } from '@caregate/testing';
import { TokenVerifier, type KeySource } from '@caregate/kit-jwt';
import { SignJWT } from 'jose';
import { AuthTrail } from '../trail/auth-trail.js';
import type { AudienceVerifiers } from '../tokens/audience-verifiers.js';
import { assertionKey } from './assertion/assertion-key.js';
import { AssertionSigner } from './assertion/assertion-signer.js';
import { Identities } from './identity/identities.js';
import { PreparedRoutes } from './routes/prepared-routes.js';
import type { RoutePolicy } from './routes/route-policy.js';
import type { SessionTokens } from './identity/session-tokens.js';
import { TrustedPeers } from './request/trusted-peers.js';
import { VerifyCounters } from './tally/verify-counters.js';
import { VerifyHandler } from './verify-handler.js';
import { verifyRoutes } from './routes/verify-route.config.js';
import { VerifyTally } from './tally/verify-tally.js';

export interface HandAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const issuer = 'https://auth.example/oauth';
export const ehr = 'https://care.example/ehr';
export const admin = 'https://care.example';
export const kid = 'key-1';
export const userId = '6f8c1c0e-1111-4222-8333-444455556666';
export const goodCookie = 'c'.repeat(43);

const routes = verifyRoutes.parse([
  { prefix: '/ehr', audience: ehr, cors: true },
  { prefix: '/admin', audience: admin, scopes: ['write:users'] },
  { prefix: '/open', audience: ehr, access: 'optional' },
  { prefix: '/public', access: 'public' },
  { prefix: '/pacs', audience: ehr, policy: 'pacs' },
  { prefix: '/archive/', audience: ehr, policy: 'pacs' },
  { prefix: '/programs', audience: ehr, cookie: false },
  { prefix: '/either', audience: ehr, scopes: ['write:users', 'read:vitals'] },
  { host: 'pacs.example', prefix: '/ehr', audience: ehr, policy: 'pacs' },
  { host: 'ward.example', prefix: '/ehr', audience: ehr },
]);

export type VerifyByHand = Awaited<ReturnType<typeof verifyByHand>>;

/** The whole decision of `/verify` without a socket, a database or a clock that runs: thousands of requests a second. */
export async function verifyByHand() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const state = { stale: false, revoked: new Set<string>(), cookieHeld: false, judged: [] as string[] };
  const logged: string[] = [];
  const forgotten: string[] = [];
  const audit = new RecordingAudit();
  const trail = new AuthTrail(audit);
  const now = new Date();
  const cookieToken = await token(privateKey, { jti: 'of-cookie' });
  const counters = new VerifyCounters();
  const tally = new VerifyTally(trail);
  const handler = new VerifyHandler({
    peers: new TrustedPeers(['10.0.0.0/8']),
    routes: new PreparedRoutes(routes, verifiersOf(publicKey, state) as AudienceVerifiers, { pacs: policyOf(state) }),
    policy: { cookieName: '__Host-sid', ownOrigins: ['https://care.example'] },
    tokens: {
      peek: (value: string) => (state.cookieHeld && value === goodCookie ? cookieToken : undefined),
      obtain: async (value: string, audience: string) =>
        value === goodCookie && audience === ehr ? cookieToken : undefined,
      forget: (value: string) => void forgotten.push(value),
    } as unknown as SessionTokens,
    identities: new Identities({
      users: {
        find: async (id) => ({ id, name: 'Zoë', email: 'zoe@hosp.example', role: 'nurse', active: true }) as never,
      },
      clients: { findActive: async () => undefined },
      assertions: new AssertionSigner(issuer, { active: assertionKey('a secret of specs', kid) }),
      clock: () => now,
    }),
    tally,
    trail,
    counters,
    loginUrl: 'https://auth.example/login',
    logger: { error: (...parts: readonly unknown[]) => void logged.push(String(parts.at(-1))) },
  });
  return {
    state,
    audit,
    counters,
    tally,
    /** What went wrong unforeseen. */
    logged,
    /** Cookies whose token was not to be handed out again. */
    forgotten,
    publicKey,
    token: (claims: object = {}) => token(privateKey, claims),
    /** Header lines exactly as they came, from the edge unless said otherwise. */
    ask: (lines: readonly string[], peer = '10.0.0.1') => ask(handler, lines, peer),
    /** The statuses that stood fast at once, and all answers that came in the end: two would be one too many. */
    watch: (lines: readonly string[]) => watch(handler, lines),
  };
}

/** What an edge of the manner of Traefik says of a request. */
export function traefik(uri: string, { method = 'GET', host = 'care.example' } = {}): string[] {
  return Object.entries({
    'X-Forwarded-Method': method,
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': host,
    'X-Forwarded-Uri': uri,
    'X-Forwarded-For': '198.51.100.7',
  }).flat();
}

/** What an edge of the manner of nginx says of a request. */
export function nginx(uri: string, { method = 'GET', host = 'care.example' } = {}): string[] {
  return ['X-Original-URL', `https://${host}${uri}`, 'X-Original-Method', method];
}

async function watch(handler: VerifyHandler, lines: readonly string[]) {
  const statuses: number[] = [];
  const answers: HandAnswer[] = [];
  const toAnswer = (answer: HandAnswer) => void answers.push(answer);
  put(handler, lines, '10.0.0.1', toAnswer, (status) => statuses.push(status));
  const atOnce = [...statuses];
  await setImmediate();
  return { atOnce, answers };
}

function ask(handler: VerifyHandler, rawHeaders: readonly string[], remoteAddress: string): Promise<HandAnswer> {
  return new Promise((resolve) => put(handler, rawHeaders, remoteAddress, resolve));
}

function put(
  handler: VerifyHandler,
  rawHeaders: readonly string[],
  remoteAddress: string,
  answered: (answer: HandAnswer) => void,
  judged?: (status: number) => void,
): void {
  let status = 0;
  let headers: Record<string, string> = {};
  const response = {
    headersSent: false,
    writeHead: (code: number, lines: readonly string[] | Record<string, string>) => {
      status = code;
      headers = headersOf(lines);
      judged?.(code);
    },
    end: (body = '') => answered({ status, headers, body }),
    destroy: () => answered({ status: 0, headers: {}, body: '' }),
  };
  const message = { rawHeaders, socket: { remoteAddress } as Socket };
  handler.handle(message as unknown as IncomingMessage, response as unknown as ServerResponse);
}

function headersOf(lines: readonly string[] | Record<string, string>): Record<string, string> {
  if (!Array.isArray(lines)) return lowerCased(Object.entries(lines));
  return lowerCased(
    lines.flatMap((name, index) => (index % 2 === 0 ? [[String(name), String(lines[index + 1])]] : [])),
  );
}

function lowerCased(pairs: readonly (readonly [string, string] | string[])[]): Record<string, string> {
  return Object.fromEntries(pairs.map(([name = '', value = '']) => [name.toLowerCase(), value])) as Record<
    string,
    string
  >;
}

/** Lets everybody look by a sure method at everything but what is called `closed`, and remembers whom it was asked about. */
function policyOf(state: { judged: string[] }): RoutePolicy {
  return {
    judge: async ({ subject }, path, method) => {
      state.judged.push(`${subject} ${path}`);
      if (path === '/closed' || method === undefined)
        return { allowed: false, error: new DomainError('access.patient.refused') };
      return { allowed: true, authorization: 'Basic of-the-archive' };
    },
  };
}

function verifiersOf(publicKey: KeyObject, state: { stale: boolean; revoked: Set<string> }) {
  const held = (asked: string) => (asked === kid ? publicKey : undefined);
  const keys: KeySource = { held, keyFor: async (asked) => held(asked), expire: () => undefined };
  const revocations = {
    isRevoked: ({ tokenId }: { tokenId: string }) => state.revoked.has(tokenId),
    isStale: () => state.stale,
    onRevoked: () => () => undefined,
    health: () => ({ healthy: true, ageMilliseconds: 0, size: 0 }),
  };
  const verifiers = new Map(
    [ehr, admin].map((audience) => [audience, new TokenVerifier({ issuer, audience, jwksUri: keys, revocations })]),
  );
  return { of: (audience: string) => verifiers.get(audience) };
}

function token(privateKey: KeyObject, claims: object): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: issuer,
    aud: ehr,
    sub: userId,
    client_id: 'viewer',
    scope: 'read:vitals',
    role: 'nurse',
    subject_kind: 'user',
    jti: 'token-1',
    iat,
    exp: iat + 600,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid })
    .sign(privateKey);
}
