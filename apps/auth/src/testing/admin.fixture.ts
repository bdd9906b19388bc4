import type { GivenAuth } from './auth.fixture.js';
import { tokensFor } from './oauth-client.fixture.js';

/** Asks the routes of administrators as somebody of that role, with all scopes that the role can use. */
export async function asRole(auth: GivenAuth, role: string, who = role) {
  const { person } = auth.idp;
  auth.idp.person = { sub: `${who} of specs`, name: `A ${who}`, role };
  const browser = await auth.signedIn();
  auth.idp.person = person;
  const own = 'read:account read:audit write:clients write:emergency-access write:emergency-reviews write:users';
  const parameters = { resource: auth.url, scope: `openid ${own}` };
  const { tokens } = await tokensFor(auth.url, browser, { parameters });
  return (path: string, { method = 'GET', body, text }: { method?: string; body?: unknown; text?: string } = {}) =>
    fetch(`${auth.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens.access_token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(text === undefined ? {} : { body: text }),
    });
}
