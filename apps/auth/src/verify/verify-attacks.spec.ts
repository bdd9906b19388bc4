import { createHmac } from 'node:crypto';
import {
  admin,
  ehr,
  goodCookie,
  kid,
  nginx,
  traefik,
  userId,
  verifyByHand,
  type VerifyByHand,
} from './verify-by-hand.fixture.js';

/** Those of the attacks collected from other gateways that are made at `/verify`, each by its number and source. */
let verify: VerifyByHand;
let good: string;
beforeAll(async () => {
  verify = await verifyByHand();
  good = await verify.token();
});
afterEach(() => {
  verify.state.stale = false;
  verify.state.revoked.clear();
});

const bearer = (token = good) => ['Authorization', `Bearer ${token}`];
const status = async (...lines: string[]) => (await verify.ask(lines)).status;
const IDENTITY = ['x-user-id', 'x-user-name', 'x-user-email', 'x-user-roles', 'x-client-id', 'x-auth-scopes'].concat([
  'x-auth-jti',
  'x-session-id',
  'x-auth-assertion',
  'x-auth-token',
  'authorization',
]);

describe('an address that is another one for the next server', () => {
  it('attack 1 (oauth2-proxy CVE-2026-40575): a client names a public path in X-Forwarded-Uri', async () => {
    expect(await status(...traefik('/ehr/x'), 'X-Forwarded-Uri', '/public/x')).toBe(400);
    expect(await status(...nginx('/ehr/x'), 'X-Forwarded-Uri', '/public/x')).toBe(400);
    const stranger = await verify.ask([...traefik('/public/x'), ...bearer()], '198.51.100.9');
    expect(stranger.status).toBe(403);
  });

  it.each(['/ehr#/public', '/ehr%23/public', '/public#/../ehr', '/public%23/../ehr'])(
    'attack 3 (oauth2-proxy GHSA-pxq7-h93f-9jrg): a fragment, %s',
    async (uri) => {
      expect(await status(...traefik(uri))).toBe(400);
      expect(await status(...nginx(uri))).toBe(403);
    },
  );

  it.each(['/public/%2e%2e/ehr', '/public/../ehr', '/public/.%2e/ehr', '/public/%2e/x'])(
    'attack 13 (Traefik GHSA-xf64-8mw2-4gr2): dot segments, %s',
    async (uri) => {
      expect(await status(...traefik(uri))).toBe(400);
    },
  );

  it.each(['%2f', '%5c', '%00', '%3b', '%25', '%3f', '%23'])(
    'attack 14 (Traefik CVE-2025-66490): %s in the path',
    async (sign) => {
      expect(await status(...traefik(`/public/x${sign}x`), ...bearer())).toBe(400);
      expect(await status(...traefik(`/public/x${sign.toUpperCase()}x`), ...bearer())).toBe(400);
    },
  );

  it.each(['', 'ehr', 'http://care.example/ehr', '/ehr\u0000', '/ehr%', '/ehr%zz', '/ehr/\u00e9', '*'])(
    'attack 20 (Authelia GHSA-68wm-pfjf-wqp6): the malformed address "%s"',
    async (uri) => {
      expect(await status(...traefik(uri), ...bearer())).toBe(400);
      expect(await status(...nginx(uri), ...bearer())).toBe(403);
    },
  );

  it.each(['/%65hr/x', '//ehr', '/ehr;x', '/public//ehr', '/EHR'])(
    'attack 35 (Nest CVE-2025-69211, middie CVE-2026-22031): %s is no way past the route',
    async (uri) => {
      expect([400, 403]).toContain(await status(...traefik(uri)));
    },
  );
});

describe('a header that an edge should have taken away', () => {
  it('attack 2 (oauth2-proxy CVE-2026-34457): the name of a health check', async () => {
    for (const agent of ['GoogleHC/1.0', 'kube-probe/1.30', 'ELB-HealthChecker/2.0'])
      expect(await status(...traefik('/ehr/x'), 'User-Agent', agent)).toBe(401);
  });

  it.each([
    ['7 (oauth2-proxy CVE-2025-64484)', 'X_User_Id'],
    ['8 (Traefik CVE-2026-39858)', 'X_Forwarded_Proto'],
    ['8 (Traefik CVE-2026-39858)', 'X_Forwarded_Host'],
    ['11 (Traefik CVE-2026-54763)', 'x_user-Id'],
  ])('attack %s: the underscore twin %s', async (_case, name) => {
    expect(await status(...traefik('/ehr/x'), ...bearer(), name, 'admin')).toBe(400);
    expect(await status(name, 'admin', ...bearer(), ...nginx('/ehr/x'))).toBe(403);
  });

  it.each(['Cookie', 'Authorization', 'Origin', 'X-Original-Method'])(
    'tells nginx in a status that it knows that %s stands there twice',
    async (name) => {
      expect(await status(name, 'a', ...nginx('/ehr/x'), name, 'b')).toBe(403);
    },
  );

  it('attack 9 (Traefik CVE-2026-35051): X-Forwarded-Prefix says nothing', async () => {
    expect(await status(...traefik('/ehr/x'), 'X-Forwarded-Prefix', '/public')).toBe(401);
  });

  it('attack 10 (Traefik CVE-2026-54764): a port opens nothing', async () => {
    expect(await status(...traefik('/ehr/x', { host: 'care.example:443' }), 'X-Forwarded-Port', '443')).toBe(401);
  });

  it('attack 11 (Traefik CVE-2026-54763, CVE-2026-33433): x-USER-id is answered over, whoever asks', async () => {
    const lies = ['x-USER-id', 'admin', 'X-User-Roles', 'admin', 'x-auth-assertion', 'a.b.c'];
    const person = await verify.ask([...traefik('/ehr/x'), ...bearer(), ...lies]);
    expect(person.headers).toMatchObject({ 'x-user-id': userId, 'x-user-roles': 'nurse' });
    for (const uri of ['/public/x', '/open/x']) {
      const nobody = await verify.ask([...traefik(uri), ...lies]);
      expect([nobody.status, ...IDENTITY.map((name) => nobody.headers[name])]).toEqual([
        200,
        ...IDENTITY.map(() => ''),
      ]);
    }
  });

  it('attack 15 (Traefik CVE-2024-45410, Fabio CVE-2025-48865): Connection names headers of the edge', async () => {
    const connection = ['Connection', 'X-Forwarded-Uri, X-Forwarded-Host, Authorization, X-User-Id'];
    expect(await status(...traefik('/ehr/x'), ...connection)).toBe(401);
    const { headers } = await verify.ask([...traefik('/ehr/x'), ...bearer(), ...connection]);
    for (const name of ['x-user-id', 'x-auth-assertion']) expect(headers[name]).not.toBe('');
  });

  it('attack 18 (authentik CVE-2024-47070): an address that is none changes no decision', async () => {
    for (const address of ['a', '', '127.0.0.1, a', '::1', '10.0.0.1'])
      expect(await status(...traefik('/ehr/x'), 'X-Forwarded-For', address)).toBe(401);
  });

  it('attack 22 (Zitadel CVE-2025-64101): a foreign host is no place to come back to after signing in', async () => {
    const navigation = ['Accept', 'text/html', 'Sec-Fetch-Mode', 'navigate'];
    const { headers } = await verify.ask([...traefik('/ehr/x', { host: 'evil.example' }), ...navigation]);
    expect(headers['location']).toBe('https://auth.example/login');
    const twice = await verify.ask([...traefik('/ehr/x'), 'X-Forwarded-Host', 'evil.example', ...navigation]);
    expect(twice.status).toBe(400);
  });
});

describe('a credential that is none', () => {
  it.each(['', ' ', 'x', '%00', 'a'.repeat(5000), `${goodCookie}=`, '{"sub":"admin"}', '../../x', '__Host-sid'])(
    'attack 17 (authentik CVE-2026-25748): the malformed cookie "%.30s"',
    async (value) => {
      for (const uri of ['/ehr/x', '/open/x'])
        expect(await status(...traefik(uri), 'Cookie', `__Host-sid=${value}`)).toBe(401);
    },
  );

  it.each([
    'Basic dXNlcjpwdw==',
    'Digest username="a"',
    'Negotiate YIIG',
    'Bearer',
    'Bearer a b',
    'Bearer a, Bearer b',
  ])(
    'is answered at the edge as services answer it, 401 with what to show instead: %s (RFC 6750 §3)',
    async (authorization) => {
      for (const edge of [traefik('/ehr/x'), nginx('/ehr/x'), traefik('/open/x')]) {
        const refused = await verify.ask([...edge, 'Authorization', authorization, 'Accept', 'text/html']);
        expect([refused.status, refused.headers['www-authenticate']]).toEqual([
          401,
          expect.stringMatching(/^Bearer .*resource_metadata=".*error="invalid_token"/),
        ]);
      }
    },
  );

  it('attack 32 (Pomerium CVE-2024-47616): a token of another kind, or the assertion itself', async () => {
    const { headers } = await verify.ask([...traefik('/ehr/x'), ...bearer()]);
    expect(await status(...traefik('/ehr/x'), ...bearer(headers['x-auth-assertion']))).toBe(401);
    const [, payload, signature] = good.split('.');
    for (const typ of ['JWT', 'id+jwt', 'logout+jwt', undefined])
      expect(
        await status(...traefik('/ehr/x'), ...bearer(`${encoded({ alg: 'RS256', typ, kid })}.${payload}.${signature}`)),
      ).toBe(401);
  });

  it('attack 33 (Envoy CVE-2022-29226): a bearer is verified although a good cookie stands beside it, or is absent', async () => {
    expect(await status(...traefik('/ehr/x'), ...bearer('a.b.c'), 'Cookie', `__Host-sid=${goodCookie}`)).toBe(400);
    expect(await status(...traefik('/ehr/x'), ...bearer('a.b.c'))).toBe(401);
    expect(await status(...traefik('/ehr/x'), 'Cookie', `__Host-sid=${goodCookie}`)).toBe(200);
  });

  it.each([
    ['alg none', { alg: 'none', typ: 'at+jwt', kid }],
    ['HS256 with the public key', { alg: 'HS256', typ: 'at+jwt', kid }],
    ['a path for a kid', { alg: 'RS256', typ: 'at+jwt', kid: '../../dev/null' }],
    ['an address for a kid', { alg: 'RS256', typ: 'at+jwt', kid: 'https://evil.example/jwks' }],
    ['jku', { alg: 'RS256', typ: 'at+jwt', kid, jku: 'https://evil.example/jwks' }],
    ['x5u', { alg: 'RS256', typ: 'at+jwt', kid, x5u: 'https://evil.example/x5u' }],
    ['jwk', { alg: 'RS256', typ: 'at+jwt', kid, jwk: { kty: 'oct', k: 'AAAA' } }],
    ['crit', { alg: 'RS256', typ: 'at+jwt', kid, crit: ['exp'] }],
    ['b64', { alg: 'RS256', typ: 'at+jwt', kid, b64: false }],
  ])('attack 37 (jws CVE-2025-65945, fast-jwt CVE-2026-34950, PyJWT CVE-2026-48526): %s', async (_case, header) => {
    const [, payload = '', signature] = good.split('.');
    const input = `${encoded(header)}.${payload}`;
    const pem = verify.publicKey.export({ type: 'spki', format: 'pem' });
    const signatures = [signature, '', 'AAAA', createHmac('sha256', pem).update(input).digest('base64url')];
    for (const each of signatures) expect(await status(...traefik('/ehr/x'), ...bearer(`${input}.${each}`))).toBe(401);
    for (const blank of ['\t', '\n', ' \t', '\v', '\u00a0'])
      expect([400, 401]).toContain(await status(...traefik('/ehr/x'), ...bearer(blank + good)));
  });

  it('attack 39 (token passthrough): a token for another service, for two, or for none', async () => {
    for (const aud of [admin, [ehr, admin], [ehr], undefined, ''])
      expect(await status(...traefik('/ehr/x'), ...bearer(await verify.token({ aud })))).toBe(401);
  });

  it('a token without the scope of the route, also of somebody who has just come in by one that has it', async () => {
    const [wide, narrow] = [
      { aud: admin, scope: 'write:users' },
      { aud: admin, jti: 'narrow' },
    ];
    const asked = async (claims: object) => status(...traefik('/admin/x'), ...bearer(await verify.token(claims)));
    expect(await asked(narrow)).toBe(403);
    for (let times = 0; times < 3; times += 1) expect([await asked(wide), await asked(narrow)]).toEqual([200, 403]);
  });

  it('attack 49 (fail open): a token while nobody can say whether it is revoked, known or not', async () => {
    expect(await status(...traefik('/ehr/x'), ...bearer())).toBe(200);
    verify.state.stale = true;
    expect(await status(...traefik('/ehr/x'), ...bearer())).toBe(503);
    expect(await status(...traefik('/ehr/x'), ...bearer(await verify.token({ jti: 'new' })))).toBe(503);
    verify.state.stale = false;
    verify.state.revoked.add('token-1');
    expect(await status(...traefik('/ehr/x'), ...bearer())).toBe(401);
  });

  it('attack 51 (cross-site): a page of others acts with the cookie', async () => {
    const cookie = ['Cookie', `__Host-sid=${goodCookie}`];
    const foreign = ['Origin', 'https://evil.example', 'Sec-Fetch-Site', 'cross-site'];
    expect(await status(...traefik('/ehr/x', { method: 'POST' }), ...cookie, ...foreign)).toBe(403);
    expect(await status(...traefik('/ehr/x', { method: 'POST' }), ...cookie)).toBe(403);
    expect(await status(...traefik('/ehr/x'), ...cookie, ...foreign, 'Sec-WebSocket-Key', 'x')).toBe(403);
  });
});

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
