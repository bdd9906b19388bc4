import { z } from 'zod';
import { judgeRegistration, type RegistrationVerdict } from '../registration.policy.js';

const REDIRECT_URIS_MAX = 20;

/**
 * Documents are written for every server at once, so what this one does not know is left out rather than refused. A
 * secret that stands in a public document is none, so there is no such way to authenticate (draft-ietf-oauth-client-id-
 * metadata-document §4.1).
 */
const document = z.looseObject({
  client_id: z.string(),
  client_name: z.string().min(1),
  grant_types: z.array(z.string()).default(['authorization_code', 'refresh_token']),
  response_types: z.array(z.string()).default(['code']),
  token_endpoint_auth_method: z.enum(['none', 'private_key_jwt']).default('none'),
  jwks: z.strictObject({ keys: z.array(z.looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']) })).max(10) }).optional(),
});

const GRANT_TYPES = ['authorization_code', 'refresh_token'];

export type DocumentVerdict =
  | { readonly accepted: true; readonly metadata: Readonly<Record<string, unknown>> }
  | Exclude<RegistrationVerdict, { readonly accepted: true }>;

/** Whether the document at that address may be an application here, and what of it counts. */
export function judgeDocument(text: string, address: string): DocumentVerdict {
  const parsed = document.safeParse(jsonIn(text));
  if (!parsed.success) return refusal(`${String(parsed.error.issues[0]?.path[0] ?? 'the document')} is not acceptable`);
  const { client_id: id, token_endpoint_auth_method: method, jwks, ...given } = parsed.data;
  if (id !== address) return refusal('client_id is not the address of the document');
  if ('client_secret' in given) return refusal('client_secret stands in a public document');
  if ((method === 'private_key_jwt') !== (jwks !== undefined))
    return refusal('jwks and private_key_jwt come together or not at all');
  const verdict = judgeRegistration(
    {
      ...given,
      grant_types: given.grant_types.filter((type) => GRANT_TYPES.includes(type)),
      response_types: given.response_types.filter((type) => type === 'code'),
      token_endpoint_auth_method: 'none',
    },
    { redirectUrisMax: REDIRECT_URIS_MAX },
  );
  if (!verdict.accepted) return verdict;
  const { client_name: name } = verdict.metadata;
  const keys = jwks === undefined ? {} : { jwks };
  const metadata = { ...verdict.metadata, client_id: id, app_name: name, token_endpoint_auth_method: method, ...keys };
  return { accepted: true, metadata };
}

function refusal(because: string): DocumentVerdict {
  return { accepted: false, because };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
