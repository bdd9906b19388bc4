import { clippedText } from './clipped-text.js';
import { describeError } from './describe-error.js';

const MASK = '[masked]';
const DEPTH_MAX = 6;
const ITEMS_MAX = 50;

/** Compared without case, `-` and `_`. What a person is called or told is as secret here as a token. */
const SECRET_NAMES = new Set(
  `authorization proxyauthorization cookies setcookie credentials privatekey apikey codeverifier assertion jwt
  body rawbody payload headers query querystring search params parameters arguments
  firstname lastname fullname displayname givenname familyname birthdate dateofbirth dob ssn email phone
  street city zipcode notes reason diagnosis policynumber groupnumber`.split(/\s+/),
);
const SECRET_ENDINGS = ['token', 'secret', 'password', 'passphrase', 'cookie'];

const verdicts = new Map<string, boolean>();

/** A copy that is fit for a log: no secret or person's data by field name, errors reduced, bounded in size. */
export function sanitize(facts: object): Record<string, unknown> {
  return copyOf(facts, 0);
}

function copyOf(facts: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  // Not `Object.entries`, whose arrays cost more than all the rest: this runs for every line of the log.
  for (const name in facts) {
    if (!Object.hasOwn(facts, name)) continue;
    const value: unknown = Reflect.get(facts, name);
    copy[name] = isSecret(name) ? maskOf(value) : valueOf(value, depth);
  }
  return copy;
}

function valueOf(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return clippedText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Error) return describeError(value, sanitize);
  if (depth >= DEPTH_MAX || ArrayBuffer.isView(value)) return '[left out]';
  if (Array.isArray(value)) return value.slice(0, ITEMS_MAX).map((item) => valueOf(item, depth + 1));
  return isPlain(value) ? copyOf(value, depth + 1) : `[${value.constructor.name}]`;
}

/** Whoever logs an entity, a request or a connection learns what it was, not what is in it. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Whether something was there at all is worth knowing. */
function maskOf(value: unknown): unknown {
  return value === undefined || value === null ? value : MASK;
}

function isSecret(name: string): boolean {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  const plain = name.toLowerCase().replaceAll(/[-_]/g, '');
  const verdict = SECRET_NAMES.has(plain) || SECRET_ENDINGS.some((ending) => plain.endsWith(ending));
  // Names come from code, not from requests; the bound is for the day when one does not.
  if (verdicts.size < 1000) verdicts.set(name, verdict);
  return verdict;
}
