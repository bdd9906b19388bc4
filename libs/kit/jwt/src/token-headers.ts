import { DomainError } from '@caregate/core-errors';
import { z } from 'zod';
import { jsonOfPart } from './json-of-part.js';

/**
 * The whole JOSE header that our issuer writes (RFC 9068 §2.1). Strict, so that `jku`, `jwk`, `x5u`, `x5c`, `crit`,
 * `b64` and whatever is invented next are refused before anything acts on them.
 */
const tokenHeader = z.strictObject({
  alg: z.literal('RS256'),
  typ: z.literal('at+jwt'),
  kid: z.string().min(1).max(200),
});

/** RFC 7515 §7.1: three base64url parts and nothing around them. */
const compactSerialization = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** An issuer has a handful of keys; more headers than this are somebody's play. */
const rememberedMax = 100;

/** Reads headers of tokens. All tokens of one key have the same, so that each is taken apart once. */
export class TokenHeaders {
  private readonly keyIds = new Map<string, string>();

  /** The id of the key that signed the token, once its header is exactly what we issue. */
  keyIdOf(token: string): string {
    if (!compactSerialization.test(token)) throw malformed();
    const header = token.slice(0, token.indexOf('.'));
    return this.keyIds.get(header) ?? this.remember(header);
  }

  private remember(header: string): string {
    const parsed = tokenHeader.safeParse(jsonOfPart(header));
    if (!parsed.success) throw malformed();
    if (this.keyIds.size >= rememberedMax) this.keyIds.clear();
    this.keyIds.set(header, parsed.data.kid);
    return parsed.data.kid;
  }
}

function malformed(): DomainError {
  return new DomainError('token.malformed', { detail: { part: 'header' } });
}
