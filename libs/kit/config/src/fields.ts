import { isIP } from 'node:net';
import { z } from 'zod';
import { defaultProfile, profileSchema } from './profile.js';
import { secretMarks } from './secret.mark.js';

const DATABASE_PROTOCOLS = ['postgres', 'postgresql'];

/** The kinds of variable that apps share. Each takes text, as environments hold nothing else. */
export const fields = {
  profile: () =>
    profileSchema
      .default(defaultProfile)
      .describe('How strict to be: `dev` for one machine; `staging` and `production` refuse weak or missing secrets.'),

  /** 0 asks the system for a free port. */
  port: (port: number) => wholeNumber({ min: 0, max: 65_535 }).default(port),

  host: (host: string) => z.string().max(253, hostExpected).regex(hostPattern, hostExpected).default(host),

  count: (count: number, range: Range) => wholeNumber(range).default(count),

  seconds: (seconds: number, range: Range) => wholeNumber(range, ' seconds').default(seconds),

  flag: (flag: boolean) =>
    z
      .stringbool({
        truthy: ['true', '1', 'yes', 'on'],
        falsy: ['false', '0', 'no', 'off'],
        error: 'must be true or false',
      })
      .default(flag),

  /** Items between commas. */
  list: (items: readonly string[] = []) =>
    z
      .string()
      .transform(itemsOf)
      .default([...items]),

  /** Networks in CIDR notation and single addresses, between commas. */
  networks: (networks: readonly string[]) =>
    z
      .string()
      .transform(itemsOf)
      .refine((items) => items.every(isNetwork), 'must hold addresses or networks such as 10.0.0.0/8, between commas')
      .default([...networks]),

  /** Origins as browsers write them (RFC 6454 §6.2), between commas: a path or a slash behind would never be equal to one. */
  origins: () =>
    z
      .string()
      .transform(itemsOf)
      .refine((items) => items.every(isOrigin), 'must hold origins such as https://ris.example, between commas')
      .default([]),

  /** An address that may be shown, hence without user or password in it; kept letter by letter, as issuers are compared. */
  url: ({ protocols = ['http', 'https'] }: { protocols?: readonly string[] } = {}) =>
    z
      .string()
      .refine((text) => hasProtocol(text, protocols), `must be an absolute URL that begins with ${namesOf(protocols)}`)
      .refine(
        (text) => passwordOf(text) === undefined && urlOf(text)?.username === '',
        'must not carry a user or password',
      ),

  secret: ({ bytesMin }: { bytesMin: number }) =>
    z.string().register(secretMarks, { bytesMin, requiredIn: 'every profile' }),

  /** A secret that `dev` can do without. */
  secretOutsideDev: ({ bytesMin }: { bytesMin: number }) =>
    z.string().optional().register(secretMarks, { bytesMin, requiredIn: 'staging and production' }),

  /** Secret, as its password is. */
  databaseUrl: () => urlWithPassword(DATABASE_PROTOCOLS),

  /** Between commas. */
  databaseUrls: () =>
    z
      .string()
      .transform(itemsOf)
      .refine(
        (items) => items.every((item) => hasProtocol(item, DATABASE_PROTOCOLS)),
        `must hold URLs that begin with ${namesOf(DATABASE_PROTOCOLS)}, between commas`,
      )
      .default([]),

  /** Secret, as its password is. */
  redisUrl: () =>
    urlWithPassword(['redis', 'rediss']).refine(
      isOneServer,
      'must name one server and after it at most the number of a database; neither Sentinel nor Cluster is supported',
    ),
} as const;

interface Range {
  readonly min: number;
  readonly max: number;
}

/** RFC 1123 §2.1 names and IPv4 by the first half, IPv6 by the second. */
const hostPattern = /^(?:[\da-z](?:[\d.a-z-]*[\da-z])?|[\da-f:]*:[\d.a-f:]*)$/iu;

const hostExpected = 'must be a host name or an IP address';

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const bitsMax = isIP(address) === 6 ? 128 : 32;
  const isWide = bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= bitsMax);
  return isIP(address) !== 0 && isWide && rest.length === 0;
}

/** Editors and desktop programs have schemes of their own, which `URL` knows no origin of. */
function isOrigin(text: string): boolean {
  const origin = urlOf(text)?.origin;
  return origin === 'null' ? /^[a-z][\d+.a-z-]*:\/\/[^\s#/?@]+$/u.test(text) : origin === text;
}

/** What servers of old allow is 8; administrators' generators give 16 and more. */
const passwordBytesMin = 12;

function wholeNumber({ min, max }: Range, unit = '') {
  return z
    .string()
    .refine((text) => /^\d{1,15}$/u.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `must be a whole number from ${min} to ${max}${unit}`,
    })
    .transform(Number);
}

function urlWithPassword(protocols: readonly string[]) {
  return z
    .string()
    .refine((text) => hasProtocol(text, protocols), `must be a URL that begins with ${namesOf(protocols)}`)
    .register(secretMarks, { bytesMin: passwordBytesMin, requiredIn: 'every profile', partOf: passwordOf });
}

/** Parsing leaves spaces and line ends out, but whoever compares the text as it stands would find another. */
function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return !/[\s\p{Cc}]/u.test(text) && protocols.some((protocol) => urlOf(text)?.protocol === `${protocol}:`);
}

/** Of a path that is no number, and of hosts between commas, the client would make something of its own. */
function isOneServer(text: string): boolean {
  const url = urlOf(text);
  return url === undefined || (!url.host.includes(',') && /^\/?\d{0,5}$/u.test(url.pathname));
}

function namesOf(protocols: readonly string[]): string {
  return protocols.map((protocol) => `${protocol}://`).join(' or ');
}

function urlOf(text: string): URL | undefined {
  return URL.parse(text) ?? undefined;
}

function passwordOf(text: string): string | undefined {
  const password = urlOf(text)?.password;
  return password === undefined || password === '' ? undefined : decoded(password);
}

/** A lone `%` is a legal character of a password to most drivers, so it is measured as it stands. */
function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch (error) {
    if (error instanceof URIError) return password;
    throw error;
  }
}

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
