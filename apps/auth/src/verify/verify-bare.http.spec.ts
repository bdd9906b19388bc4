import { ehrResource, givenAuth, type GivenAuth } from '../testing/auth.fixture.js';
import { tokensFor } from '../testing/oauth-client.fixture.js';
import { rawRequest } from '../testing/raw-request.fixture.js';

const forwarded = {
  'X-Forwarded-Method': 'POST',
  'X-Forwarded-Proto': 'https',
  'X-Forwarded-Host': 'echo.example',
};

/** The words of the older gateway, which its clients compare letter by letter. */
describe('/verify in the manner of the older gateway (feature G04)', () => {
  let auth: GivenAuth;
  beforeAll(async () => {
    const routes = [
      { prefix: '/mcp', audience: ehrResource, challenge: 'bare', cookie: false, scopes: ['write:users'] },
    ];
    const open = [{ prefix: '/open', audience: ehrResource, challenge: 'bare', cookie: false }];
    auth = await givenAuth({ environment: { VERIFY_ROUTES: JSON.stringify([...routes, ...open]) } });
  });
  afterAll(() => auth.close());

  const ask = (lines: readonly string[] = [], uri = '/mcp', method = 'GET') =>
    rawRequest(auth.verifyUrl, {
      method,
      lines: [...Object.entries({ ...forwarded, 'X-Forwarded-Uri': uri }).flat(), ...lines],
    });

  it.each(['GET', 'POST'])('answers %s without a token with a challenge of one word', async (method) => {
    const answer = await ask([], '/mcp', method);
    expect([answer.status, answer.headers['www-authenticate'], JSON.parse(answer.body)]).toEqual([
      401,
      'Bearer',
      { error: 'invalid_request', error_description: 'Missing Authorization header' },
    ]);
  });

  it('names the fault of a bad token, and no more', async () => {
    const answer = await ask(['Authorization', 'Bearer a.b.c']);
    expect([answer.status, answer.headers['www-authenticate'], JSON.parse(answer.body)]).toEqual([
      401,
      'Bearer error="invalid_token"',
      { error: 'invalid_token', error_description: 'The access token is invalid or expired' },
    ]);
  });

  it('shows a browser a page, and a program that also takes pages JSON', async () => {
    const page = await ask(['Accept', 'text/html,*/*;q=0.8']);
    expect([page.status, page.headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
    expect(page.body).toContain('<h1>Not signed in</h1>');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const program = await ask(['Accept', 'application/json, text/html']);
    expect(JSON.parse(program.body)).toMatchObject({ error: 'invalid_request' });
  });

  it('answers a good token with nothing but headers, the token among them', async () => {
    const { tokens } = await tokensFor(auth.url, await auth.signedIn());
    const answer = await ask(['Authorization', `Bearer ${tokens.access_token}`], '/open');
    expect([answer.status, answer.body]).toEqual([200, '']);
    expect(answer.headers).toMatchObject({ 'x-user-name': 'Dr. Sarah Smith', 'x-auth-token': tokens.access_token });
    expect(answer.headers['x-user-id']).toMatch(/^[\da-f-]{36}$/u);
  });

  it('still says which scope was missing, as another token would help', async () => {
    const { tokens } = await tokensFor(auth.url, await auth.signedIn());
    const answer = await ask(['Authorization', `Bearer ${tokens.access_token}`]);
    expect([answer.status, answer.headers['www-authenticate']]).toEqual([
      403,
      expect.stringContaining('error="insufficient_scope"'),
    ]);
  });
});
