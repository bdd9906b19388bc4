import { isScope, isSmartScope } from '@caregate/core-permissions';
import { z } from 'zod';
import { LAUNCH_PATIENT } from '../oauth/scopes/launch-scope.js';
import { IDENTITY_SCOPES } from './identity-scopes.js';
import { redirectKindOf } from './redirect-uri.policy.js';

/** An application that comes in many kinds, as editors do, names the addresses of all of them. */
const REDIRECT_URIS_MAX = 20;
const NAME_LENGTH_MAX = 100;

/** Control characters, and those that turn the writing direction so that a name reads as another. */
const invisible = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u;

/** Pages of an application under development are on the machine of who develops it, as its redirect address is. */
const webAddress = z
  .string()
  .max(500)
  .regex(
    /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?]|$))[^\s"'<>\\@]*$/u,
    'must be an https address',
  )
  .refine((address) => URL.canParse(address), 'must be an https address');

/** The answer for applications that come back nowhere: a code that the person carries over by hand. */
const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

const redirectUri = z
  .string()
  .refine((uri) => uri !== OUT_OF_BAND, 'must be an address: codes to copy are not shown; use the device flow')
  .refine((uri) => redirectKindOf(uri) !== undefined, 'must be https, http on loopback, or an app scheme of its own');

/** Why a registration is refused that names no address to come back to. */
export const NO_REDIRECT_URI = 'redirect_uris is required';

export const GRANT_TYPES = ['authorization_code', 'refresh_token'];
const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

/** RFC 7591 §2, as far as a stranger may decide it. What is not named here is not kept. */
const registrationOf = ({ deviceFlow = false }: RegistrationBounds) =>
  z
    .object({
      redirect_uris: z.array(redirectUri).max(REDIRECT_URIS_MAX).default([]),
      // OpenID Connect RP-Initiated Logout §3.1.
      post_logout_redirect_uris: z.array(redirectUri).max(REDIRECT_URIS_MAX).optional(),
      client_name: z
        .string()
        .min(1)
        .max(NAME_LENGTH_MAX)
        .refine((name) => !invisible.test(name), 'must be printable')
        .default('Unnamed application'),
      grant_types: z
        .array(z.enum([...GRANT_TYPES, DEVICE_CODE], `may only be ${grantTypesOf(deviceFlow).join(', ')}`))
        .default([...GRANT_TYPES])
        // RFC 7591 §2 lets less be granted than was asked: editors ask for the device flow wherever they are.
        .transform((types) => types.filter((type) => grantTypesOf(deviceFlow).includes(type))),
      response_types: z.array(z.literal('code')).max(1).optional(),
      token_endpoint_auth_method: z
        .enum(['none', 'client_secret_basic', 'client_secret_post'])
        .default('client_secret_basic'),
      application_type: z.enum(['web', 'native']).optional(),
      scope: z.string().max(1000).optional(),
      client_uri: webAddress.optional(),
      logo_uri: webAddress.optional(),
      policy_uri: webAddress.optional(),
      tos_uri: webAddress.optional(),
      contacts: z.array(z.string().max(254)).max(5).optional(),
    })
    .refine(({ grant_types: types }) => types.includes('authorization_code') || types.includes(DEVICE_CODE), {
      path: ['grant_types'],
      message: 'must include authorization_code',
    })
    .refine(({ grant_types: types, redirect_uris: uris }) => uris.length > 0 || !types.includes('authorization_code'), {
      path: ['redirect_uris'],
      message: 'is required',
    })
    .transform(({ scope, ...rest }) => ({
      ...rest,
      response_types: rest.grant_types.includes('authorization_code') ? ['code'] : [],
      application_type: applicationTypeOf(rest.redirect_uris, rest.application_type),
      ...(scope === undefined ? {} : { allowed_scopes: knownScopesIn(scope) }),
    }));

export type RegistrableMetadata = z.output<ReturnType<typeof registrationOf>>;

export interface RegistrationBounds {
  /** Whether a command line may register that comes back nowhere (RFC 8628). */
  readonly deviceFlow?: boolean;
}

export type RegistrationVerdict =
  | { readonly accepted: true; readonly metadata: RegistrableMetadata }
  | { readonly accepted: false; readonly because: string };

/** Whether a stranger may register this, and what is kept of it. Gaps G3, G4 and G6 of the authorization server. */
export function judgeRegistration(request: unknown, bounds: RegistrationBounds = {}): RegistrationVerdict {
  const parsed = registrationOf(bounds).safeParse(withDevice(withoutEmpty(request), bounds));
  if (parsed.success) return { accepted: true, metadata: parsed.data };
  const issue = parsed.error.issues[0];
  const field = String(issue?.path[0] ?? 'metadata');
  return { accepted: false, because: `${field} ${issue?.message ?? 'is not acceptable'}` };
}

/** RFC 7592 §2.2: null or empty is as good as left out, and some libraries write out every member that they know. */
export function withoutEmpty(request: unknown): unknown {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return request;
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null && value !== ''));
}

/**
 * A code that is shown to be copied is a code that can be talked out of somebody, so nobody gets one. The command line of
 * the older gateway registers for that, and then signs in by device where it can (RFC 8628); so that is what it gets.
 */
function withDevice(request: unknown, { deviceFlow = false }: RegistrationBounds): unknown {
  if (!deviceFlow || typeof request !== 'object' || request === null || !('redirect_uris' in request)) return request;
  const { redirect_uris: uris } = request;
  if (!Array.isArray(uris) || uris.length !== 1 || uris[0] !== OUT_OF_BAND) return request;
  return { ...request, redirect_uris: [], grant_types: [DEVICE_CODE, 'refresh_token'], response_types: undefined };
}

function grantTypesOf(deviceFlow: boolean): readonly string[] {
  return deviceFlow ? [...GRANT_TYPES, DEVICE_CODE] : GRANT_TYPES;
}

/** Clients older than MCP 2026-07-28 do not say that they are native, though they listen on a loopback port. */
function applicationTypeOf(uris: readonly string[], declared: 'web' | 'native' | undefined): 'web' | 'native' {
  return uris.length === 0 || uris.some((uri) => redirectKindOf(uri) !== 'https') ? 'native' : (declared ?? 'web');
}

function knownScopesIn(scope: string): string {
  return scope
    .split(' ')
    .filter((name) => isScope(name) || isSmartScope(name) || name === LAUNCH_PATIENT || IDENTITY_SCOPES.has(name))
    .join(' ');
}
