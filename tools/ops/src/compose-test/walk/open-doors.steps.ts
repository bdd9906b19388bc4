import { request } from 'node:http';
import { expectThat } from './expect-that.js';
import type { Visitor } from './visitor.js';
import type { WalkStep } from './walk-step.js';

/** What a stranger sees. */
export const openDoors: readonly WalkStep[] = [
  { title: 'plain HTTP is sent on to TLS', take: plainHttp },
  { title: 'the authorization server describes itself (RFC 8414)', take: authorizationServer },
  { title: 'each resource names it (RFC 9728)', take: resources },
  { title: 'sign-in leads to the provider that is configured', take: signIn },
  { title: 'the page for devices asks for the code that a device shows (RFC 8628)', take: devicePage },
  { title: 'administration is open to nobody without a token', take: administration },
  { title: 'the host leads to the console', take: consolePage },
  { title: 'what is for the inside is not there from outside', take: innerDoors },
];

function plainHttp({ facts, base }: Visitor): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', path: '/login?a=1', headers: { host: facts.host } }, (answer) => {
      answer.resume();
      const to = answer.headers.location ?? '';
      if (answer.statusCode === 308 || answer.statusCode === 301)
        return to.startsWith(`${base}/login`) ? resolve(`${answer.statusCode} ${to}`) : reject(new Error(`to ${to}`));
      reject(new Error(`answered ${answer.statusCode}`));
    });
    sent.once('error', reject);
    sent.end();
  });
}

async function authorizationServer(visitor: Visitor): Promise<string> {
  const document = await json(visitor, '/.well-known/oauth-authorization-server/oauth');
  expectThat(document['issuer'] === `${visitor.base}/oauth`, `issuer is ${String(document['issuer'])}`);
  expectThat(document['token_endpoint'] === `${visitor.base}/oauth/token`, 'the token endpoint is at the edge');
  return String(document['issuer']);
}

async function resources(visitor: Visitor): Promise<string> {
  const paths = ['/ehr/mcp', '/imaging/mcp', '/agents'];
  for (const path of paths) {
    const document = await json(visitor, `/.well-known/oauth-protected-resource${path}`);
    expectThat(document['resource'] === visitor.base + path, `${path} calls itself ${String(document['resource'])}`);
    const servers = JSON.stringify(document['authorization_servers']);
    expectThat(servers === JSON.stringify([`${visitor.base}/oauth`]), `${path} names ${servers}`);
  }
  return paths.join(' ');
}

/** With one provider there is nothing to choose, so that the page is the provider's. */
async function signIn(visitor: Visitor): Promise<string> {
  const response = await visitor.get('/login');
  const to = response.headers.get('location') ?? '';
  expectThat(response.status === 303 && to.includes('/auth/hospital'), `answered ${response.status} ${to}`);
  expectThat(response.headers.has('strict-transport-security'), 'a browser is told to stay with TLS');
  return to;
}

/** Who is not signed in is sent to sign in first, and comes back. */
async function devicePage(visitor: Visitor): Promise<string> {
  const document = await json(visitor, '/.well-known/oauth-authorization-server/oauth');
  const endpoint = String(document['device_authorization_endpoint']);
  expectThat(endpoint.startsWith(`${visitor.base}/oauth/`), `devices begin at ${endpoint}`);
  const response = await visitor.get('/device?user_code=BDWP-HQPK');
  const to = response.headers.get('location') ?? '';
  const isPage = response.status === 200 && (response.headers.get('content-type') ?? '').startsWith('text/html');
  expectThat(isPage || (response.status === 303 && to.includes('/login?')), `answered ${response.status} ${to}`);
  return `${endpoint}, ${response.status}`;
}

async function administration(visitor: Visitor): Promise<string> {
  const paths = ['/oauth-admin/clients', '/users', '/roles', '/access/relations', '/audit/events', '/account/access'];
  for (const path of paths) {
    const { status } = await visitor.get(path);
    expectThat(status === 401, `${path} answered ${status}`);
  }
  return paths.join(' ');
}

async function consolePage(visitor: Visitor): Promise<string> {
  const home = await visitor.get('/');
  const to = home.headers.get('location') ?? '';
  expectThat(home.status >= 301 && home.status <= 308, `answered ${home.status}`);
  const response = await visitor.get(new URL(to, visitor.base).pathname);
  const page = await response.text();
  expectThat(
    response.status === 200 && /<script[^>]+src="\/console\/assets\//.test(page),
    `${response.status} at ${to}`,
  );
  return to;
}

async function innerDoors(visitor: Visitor): Promise<string> {
  const paths = ['/verify', '/metrics', '/health', '/live', '/oauth2', '/dicom-web/studies'];
  for (const path of paths) {
    const { status } = await visitor.get(path);
    expectThat(status === 404, `${path} answered ${status}`);
  }
  return paths.join(' ');
}

async function json(visitor: Visitor, path: string): Promise<Record<string, unknown>> {
  const response = await visitor.get(path);
  expectThat(response.status === 200, `${path} answered ${response.status}`);
  return response.json() as Promise<Record<string, unknown>>; // -- a JSON object, whose members are looked at one by one
}
