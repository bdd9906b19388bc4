import { z } from 'zod';
import { GRANT_TYPES, judgeRegistration, withoutEmpty, type RegistrationVerdict } from '../registration.policy.js';

const keySet = z.strictObject({ keys: z.array(z.looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']) })).max(10) });

/** Documents are written for every server at once, so what this one does not know is left out rather than refused. */
const document = z.looseObject({
  client_id: z.string(),
  client_name: z.string().min(1),
  grant_types: z.array(z.string()).default(['authorization_code', 'refresh_token']),
  response_types: z.array(z.string()).default(['code']),
  token_endpoint_auth_method: z.string().default('none'),
  token_endpoint_auth_methods_supported: z.array(z.string()).default([]),
  jwks: keySet.optional(),
  jwks_uri: z.string().optional(),
});

export type DocumentVerdict =
  | {
      readonly accepted: true;
      readonly metadata: Readonly<Record<string, unknown>>;
      /** Where the keys are by which it proves who it is, when they do not stand in the document. */
      readonly keysAt?: string;
    }
  | Refused;

type Refused = Exclude<RegistrationVerdict, { readonly accepted: true }>;

/** Whether the document at that address may be an application here, and what of it counts. */
export function judgeDocument(text: string, address: string, { privateKeyJwt = false } = {}): DocumentVerdict {
  const parsed = document.safeParse(withoutEmpty(jsonIn(text)));
  if (!parsed.success) return refusal(`${String(parsed.error.issues[0]?.path[0] ?? 'the document')} is not acceptable`);
  const { client_id: id, jwks, jwks_uri: keysUri, ...given } = parsed.data;
  if (id !== address) return refusal('client_id is not the address of the document');
  if ('client_secret' in given) return refusal('client_secret stands in a public document');
  const methods = [given.token_endpoint_auth_method, ...given.token_endpoint_auth_methods_supported];
  const method = methods.find((each) => each === 'none' || (each === 'private_key_jwt' && privateKeyJwt));
  if (method === undefined) return refusal('token_endpoint_auth_method is not acceptable');
  if (jwks !== undefined && !methods.includes('private_key_jwt')) return refusal('jwks stands there without a use');
  const keys: Keys | undefined = method === 'none' ? {} : keysOf(jwks, keysUri, address);
  if (keys === undefined) return refusal('private_key_jwt needs either jwks or a jwks_uri of the same origin');
  const verdict = judgeRegistration({
    ...given,
    grant_types: given.grant_types.filter((type) => GRANT_TYPES.includes(type)),
    response_types: given.response_types.filter((type) => type === 'code'),
    token_endpoint_auth_method: 'none',
  });
  if (!verdict.accepted) return verdict;
  const { client_name: name } = verdict.metadata;
  const { keysAt, ...inline } = keys;
  const metadata = {
    ...verdict.metadata,
    client_id: id,
    app_name: name,
    token_endpoint_auth_method: method,
    ...inline,
  };
  return { accepted: true, metadata, ...(keysAt === undefined ? {} : { keysAt }) };
}

export type KeySet = z.output<typeof keySet>;

interface Keys {
  readonly jwks?: KeySet;
  readonly keysAt?: string;
}

/** The keys at the address that a document named. */
export function keysIn(text: string): KeySet {
  const parsed = keySet.safeParse(jsonIn(text));
  if (!parsed.success) throw new Error('what is at jwks_uri is no set of public keys');
  return parsed.data;
}

/** Nobody is made to fetch from a third party by a document: keys live where the document does. */
function keysOf(jwks: KeySet | undefined, keysAt: string | undefined, address: string): Keys | undefined {
  if (jwks !== undefined) return keysAt === undefined ? { jwks } : undefined;
  if (keysAt === undefined) return undefined;
  return URL.parse(keysAt)?.origin === new URL(address).origin ? { keysAt } : undefined;
}

function refusal(because: string): Refused {
  return { accepted: false, because };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
