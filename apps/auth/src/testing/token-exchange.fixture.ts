import { postForm, type Tokens } from './oauth-client.fixture.js';

/** What an application is answered that wants to act for the person of this token (RFC 8693 §2.1). */
export async function exchangeToken(
  url: string,
  token: string,
  client: { readonly client_id: string; readonly client_secret: string | null } | undefined,
  fields: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: Tokens & { readonly error?: string } }> {
  const response = await postForm(`${url}/oauth/token`, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    client_id: client?.client_id ?? '',
    client_secret: client?.client_secret ?? '',
    ...fields,
  });
  return { status: response.status, body: (await response.json()) as Tokens & { error?: string } };
}
