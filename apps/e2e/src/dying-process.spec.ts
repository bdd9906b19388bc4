import { createHash, randomBytes } from 'node:crypto';
import { authorize, Browser, roomSpecs, signIn, startApp, type AppProcess } from '@caregate/dev';
import { freePort, until, withClient } from '@caregate/testing';
import { callTool } from './support/call-tool.js';
import { recordRooms, specStack, type SpecStack } from './support/stack.js';

const redirectUri = 'http://127.0.0.1:53682/callback';

/** Whoever writes a token down waits for who holds this. */
const WAIT = `
create function auth.wait() returns trigger language plpgsql as
  $$ begin perform pg_advisory_xact_lock(4242); return new; end $$;
create trigger wait before insert on auth.issued_token for each row execute function auth.wait()`;
const GO_ON = 'drop trigger wait on auth.issued_token; drop function auth.wait()';

type Fields = Record<string, string>;

describe('[T05 T08] a process that dies between using something up and answering', () => {
  let stack: SpecStack;
  beforeAll(async () => {
    stack = await specStack({ rooms: recordRooms });
  }, 120_000);
  afterAll(() => stack.end());

  const asOwner = async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
    withClient(stack.adminUrl, async (client) => (await client.query(sql, [...values])).rows as T[]);

  const tokenAt = (base: string, fields: Fields) =>
    fetch(`${base}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });

  function doctor() {
    const found = stack.people.find(({ login }) => login === 'doctor');
    if (found === undefined) throw new Error('no doctor in the sandbox');
    return found;
  }

  /** What a client sends for the tokens of a code that it was just given. */
  async function codeInHand(): Promise<Fields> {
    const { issuer, ehrMcp: resource } = stack.addresses;
    const metadata = { client_name: 'Spec', redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' };
    const headers = { 'content-type': 'application/json' };
    const registered = await fetch(`${issuer}/reg`, { method: 'POST', headers, body: JSON.stringify(metadata) });
    const { client_id } = (await registered.json()) as { client_id: string };
    const verifier = randomBytes(32).toString('base64url');
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const asked = { client_id, redirect_uri: redirectUri, resource, scope: 'read:patients offline_access' };
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const query = new URLSearchParams({ response_type: 'code', state: 's', ...asked, ...pkce });
    const browser = new Browser();
    const page = await signIn(browser, await browser.open(`${issuer}/auth?${query}`), doctor());
    const { url } = await browser.submit(page, { decision: 'allow' }, redirectUri);
    const code = url.searchParams.get('code') ?? '';
    return { grant_type: 'authorization_code', client_id, code, code_verifier: verifier, redirect_uri: redirectUri };
  }

  /** Sends it to a process that is killed while it writes the tokens down. */
  async function sendToTheDying(fields: Fields): Promise<void> {
    const { process, url } = await anotherAuth();
    await asOwner(WAIT);
    await withClient(stack.adminUrl, async (client) => {
      await client.query('select pg_advisory_lock(4242)');
      const answer = tokenAt(url, fields).then(
        ({ status }) => `answered ${status}`,
        () => 'no answer',
      );
      await until(async () => (await asOwner(`select from pg_locks where objid = 4242 and not granted`)).length > 0);
      process.kill('SIGKILL');
      expect(await answer).toBe('no answer');
      await process.exited;
    });
    await until(async () => (await asOwner(`select from pg_locks where objid = 4242`)).length === 0);
    await asOwner(GO_ON);
  }

  async function anotherAuth(): Promise<{ process: AppProcess; url: string }> {
    const [port, verifyPort] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${port}`;
    const own = { PORT: String(port), VERIFY_PORT: String(verifyPort) };
    const spec = roomSpecs.auth(stack.installation);
    const environment = { ...spec.environment, ...own };
    const logFile = stack.folder.file('auth-that-dies.log');
    return { process: await startApp({ ...spec, environment, readyUrl: `${url}/ready`, logFile }), url };
  }

  const leftOf = async (clientId: string) => {
    const artifacts = await asOwner<{ model: string }>(
      'select model from auth.oidc_artifact where client_id = $1 and grant_id is not null order by model',
      [clientId],
    );
    const tokens = await asOwner('select from auth.issued_token where client_id = $1', [clientId]);
    return { artifacts: artifacts.map(({ model }) => model), tokens: tokens.length };
  };

  it('has spent the code: nobody has a token, and the code that comes again ends the grant (RFC 6749 §4.1.2)', async () => {
    const fields = await codeInHand();
    const clientId = fields['client_id'] ?? '';
    await sendToTheDying(fields);
    expect(await leftOf(clientId)).toEqual({ artifacts: ['AuthorizationCode', 'Grant'], tokens: 0 });
    const again = await tokenAt(stack.addresses.auth, fields);
    expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
    expect(await leftOf(clientId)).toEqual({ artifacts: [], tokens: 0 });
  });

  it('keeps nobody from signing in anew', async () => {
    await sendToTheDying(await codeInHand());
    const { accessToken } = await authorize(stack.addresses, doctor(), 'read:patients');
    const { isError } = await callTool(stack.addresses.ehrMcp, accessToken, 'get_patient', { mrn: 'MRN001' });
    expect(isError).toBe(false);
  });

  it('signs nobody out: the refresh token is good again, as long as parallel refreshes may come', async () => {
    const { refreshToken = '', clientId } = await authorize(stack.addresses, doctor(), 'read:patients offline_access');
    const fields = { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken };
    await sendToTheDying(fields);
    expect((await tokenAt(stack.addresses.auth, fields)).status).toBe(200);
  });
});
