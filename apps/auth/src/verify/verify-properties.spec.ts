import fc from 'fast-check';
import { goodCookie, nginx, traefik, userId, verifyByHand, type VerifyByHand } from './verify-by-hand.fixture.js';

/** The parts of which addresses are made that one server reads otherwise than the next. */
const piece = fc.oneof(
  fc.constantFrom(
    'ehr',
    'admin',
    'public',
    'open',
    'users',
    'EHR',
    '%65hr',
    'public;x',
    'ehr;jsessionid=1',
    '%70ublic',
  ),
  fc.constantFrom(
    '.',
    '..',
    '%2e%2e',
    '%2E.',
    '..;',
    '%252e%252e',
    '%2f',
    '%5c',
    '\\',
    '%00',
    '%3b',
    '%23',
    '%3f',
    '%25',
  ),
  fc.constantFrom('#', '?', '#/public', '?/public', '@evil', ':8443', '', ' ', '\t', '\r\n', '%c0%af', '%u002f', 'é'),
  fc.string({ maxLength: 4 }),
);
const target = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((pieces) => `/${pieces.join('/')}`),
  fc.array(piece, { maxLength: 6 }).map((pieces) => `/${pieces.join('')}`),
  fc.string({ maxLength: 20 }),
  fc.constantFrom('/ehr/x', '/admin/users', '/public/x', '/open/x'),
);
const host = fc.oneof(fc.constantFrom('care.example', 'care.example:443', '[::1]:1'), fc.string({ maxLength: 12 }));
const method = fc.oneof(fc.constantFrom('GET', 'POST', 'OPTIONS', 'DELETE', 'get'), fc.string({ maxLength: 6 }));
const manner = fc.constantFrom(traefik, nginx);

/** What a client may have brought along, whatever an edge should have taken away. */
const smuggled = fc.tuple(
  fc.oneof(
    fc.constantFrom(
      'X-Forwarded-Uri',
      'x-forwarded-uri',
      'X_Forwarded_Uri',
      'X-Original-URL',
      'X-Forwarded-Host',
      'Forwarded',
    ),
    fc.constantFrom(
      'X-Forwarded-Prefix',
      'X-Forwarded-For',
      'X-User-Id',
      'X_User_Id',
      'x-user-roles',
      'X-Auth-Assertion',
    ),
    fc.constantFrom('Host', 'Origin', 'Access-Control-Request-Method', 'Accept', 'Sec-Fetch-Mode', 'User-Agent'),
    fc.constantFrom(
      'Connection',
      'Upgrade',
      'X-Forwarded-Method',
      'X-HTTP-Method-Override',
      'X-Rewrite-URL',
      'X-Auth-Token',
    ),
    fc.constantFrom('Proxy-Authorization'),
  ),
  fc.oneof(fc.constantFrom('/public/x', 'https://care.example/public/x', userId, 'OPTIONS', 'admin'), fc.string()),
);

/** What lenient servers make of a path: each of these has to lead to the same route. */
function readings(path: string): string[] {
  const cut = path.split(/[?#]/u, 1)[0] ?? '';
  const decoded = decodedOnce(cut);
  const all = [cut, decoded, decodedOnce(decoded)];
  const plain = all.flatMap((each) => [each, each.replaceAll('\\', '/'), each.replaceAll(/;[^/]*/gu, '')]);
  return [...plain, ...plain.map((each) => each.replaceAll(/\/{2,}/gu, '/')), ...plain.map(withoutDots)];
}

function decodedOnce(text: string): string {
  return text.replaceAll(/%([\da-f]{2})/giu, (_all, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function withoutDots(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/').slice(1)) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

function routeOf(path: string): string | undefined {
  return ['/ehr', '/admin', '/public', '/open'].find((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** The route on which all readings of an address agree. */
function soleRoute(path: string): string | undefined {
  const found = new Set(readings(path).map(routeOf));
  return found.size === 1 ? [...found][0] : undefined;
}

/** How many came in, so that no property holds for want of any. */
let letIn = 0;
beforeEach(() => {
  letIn = 0;
});

function isIn(status: number): boolean {
  const yes = status >= 200 && status < 300;
  if (yes) letIn += 1;
  return yes;
}

let verify: VerifyByHand;
let good: string;
beforeAll(async () => {
  verify = await verifyByHand();
  good = await verify.token();
});

const runs = { numRuns: 1500 };

describe('no input makes /verify let somebody in', () => {
  it('who shows nothing, but where everybody may come whichever way the address is read', async () => {
    await fc.assert(
      fc.asyncProperty(
        manner,
        target,
        host,
        method,
        fc.array(smuggled, { maxLength: 3 }),
        async (of, uri, at, how, more) => {
          const { status, headers } = await verify.ask([...of(uri, { host: at, method: how }), ...more.flat()]);
          if (!isIn(status)) return;
          const preflight = how === 'OPTIONS' && soleRoute(uri) === '/ehr';
          expect([uri, preflight || ['/public', '/open'].includes(soleRoute(uri) ?? '')]).toEqual([uri, true]);
          expect([headers['x-user-id'], headers['authorization'], headers['x-auth-assertion']]).toEqual(['', '', '']);
        },
      ),
      runs,
    );
    expect(letIn).toBeGreaterThan(0);
  });

  it('to another service than that for which the token is, whichever way the address is read', async () => {
    await fc.assert(
      fc.asyncProperty(manner, target, fc.array(smuggled, { maxLength: 2 }), async (of, uri, more) => {
        const { status, headers } = await verify.ask([...of(uri), 'Authorization', `Bearer ${good}`, ...more.flat()]);
        if (!isIn(status)) return;
        const route = soleRoute(uri);
        expect([uri, ['/ehr', '/open', '/public'].includes(route ?? '')]).toEqual([uri, true]);
        expect(headers['x-user-id']).toBe(route === '/public' || headers['authorization'] === '' ? '' : userId);
      }),
      runs,
    );
    expect(letIn).toBeGreaterThan(0);
  });

  it('by anything in the place of the credentials that is not the token, letter by letter', async () => {
    const changed = fc.oneof(
      fc.nat().map((at) => good.slice(0, at % good.length)),
      fc.tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 2 })).map(([at, text]) => {
        const place = at % (good.length - 1);
        return good.slice(0, place) + text + good.slice(place + text.length);
      }),
      fc.string().map((text) => good + text),
      fc.string().map((text) => text + good),
      fc
        .array(fc.constantFrom(good, ' ', ',', 'Bearer ', 'a.b.c', '=', '\t'), { maxLength: 4 })
        .map((all) => all.join('')),
      fc.string(),
    );
    const scheme = fc.oneof(
      fc.constantFrom('Bearer ', 'bearer ', 'BEARER ', 'Bearer', 'Basic ', ''),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(manner, scheme, changed, async (of, word, text) => {
        const header = word + text;
        const { status } = await verify.ask([...of('/ehr/x'), 'Authorization', header]);
        if (isIn(status)) expect(header.replace(/^bearer +/iu, '')).toBe(good);
      }),
      runs,
    );
    expect(letIn).toBeGreaterThan(0);
  });

  it('by a cookie that is not the one that was given', async () => {
    const pair = fc.oneof(
      fc.string().map((value) => `__Host-sid=${value}`),
      fc.constantFrom(
        `__Host-sid=${goodCookie}`,
        `sid=${goodCookie}`,
        `x__Host-sid=${goodCookie}`,
        `__host-sid=${goodCookie}`,
      ),
      fc.constantFrom(
        `__Host-sid="${goodCookie}"`,
        `__Host-sid=${goodCookie}x`,
        `__Host-sid =${goodCookie}`,
        'a=b',
        '',
      ),
      fc.string(),
    );
    const separator = fc.constantFrom('; ', ';', ',', ' ');
    await fc.assert(
      fc.asyncProperty(manner, fc.array(pair, { maxLength: 4 }), separator, async (of, pairs, between) => {
        const cookie = pairs.join(between);
        const { status } = await verify.ask([...of('/ehr/x'), 'Cookie', cookie]);
        const given = cookie.split(';').filter((each) => each.trim() === `__Host-sid=${goodCookie}`);
        if (isIn(status)) expect([cookie, given.length]).toEqual([cookie, 1]);
      }),
      runs,
    );
    expect(letIn).toBeGreaterThan(0);
  });

  it('and none makes it answer nginx what its module would turn into a fault', async () => {
    const passedOn = fc.tuple(
      fc.constantFrom(
        'Accept',
        'Connection',
        'User-Agent',
        'Access-Control-Request-Method',
        'Cookie',
        'Sec-Fetch-Mode',
      ),
      fc.string(),
    );
    const shown = fc.oneof(
      fc.constant([]),
      fc.oneof(fc.string(), fc.constant(`Bearer ${good}`)).map((text) => ['Authorization', text]),
    );
    await fc.assert(
      fc.asyncProperty(
        target,
        fc.uniqueArray(passedOn, { maxLength: 2, selector: ([name]) => name }),
        shown,
        async (uri, more, credentials) => {
          const { status } = await verify.ask([...nginx(uri), ...credentials, ...more.flat()]);
          expect([200, 401, 403]).toContain(status);
        },
      ),
      runs,
    );
  });
});

describe('where /verify sends somebody to sign in', () => {
  it('is never another place than the login page, and back to none but our own', async () => {
    const accept = ['Accept', 'text/html', 'Sec-Fetch-Mode', 'navigate'];
    await fc.assert(
      fc.asyncProperty(manner, fc.string({ maxLength: 20 }), host, async (of, rest, at) => {
        const { headers } = await verify.ask([...of(`/ehr/${rest}`, { host: at }), ...accept]);
        if (headers['location'] === undefined) return;
        const { origin, pathname, searchParams } = new URL(headers['location']);
        expect([origin, pathname]).toEqual(['https://auth.example', '/login']);
        const back = searchParams.get('return_to');
        if (back !== null) expect(new URL(back).origin).toBe('https://care.example');
      }),
      runs,
    );
  });
});
