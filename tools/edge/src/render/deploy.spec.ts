import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWith } from '@caregate/testing';
import { parse } from 'yaml';
import { nginxFile } from '../program/start-nginx.js';
import { edgeRedirects, edgeRoutes } from '../routes/edge-routes.js';
import { strippedHeaders } from '../routes/stripped-headers.js';
import { productionTarget } from './production-target.js';
import { renderAll } from './render-all.js';
import { renderNginx } from './nginx.render.js';

const deploy = path.resolve(import.meta.dirname, '../../../../deploy');
const rendered = renderAll();

interface Router {
  readonly rule: string;
  readonly priority: number;
  readonly service: string;
  readonly middlewares: readonly string[];
}

interface Dynamic {
  readonly http: {
    readonly routers: Record<string, Router>;
    readonly middlewares: Record<string, Record<string, Record<string, unknown>>>;
    readonly services: Record<string, unknown>;
  };
  readonly tls: { readonly options: { readonly default: { readonly minVersion: string } } };
}

describe('the files of deploy', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'caregate-edge-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([...rendered])('%s is what the table says', (name, text) => {
    expect(readFileSync(path.join(deploy, name), 'utf8')).toBe(text);
  });

  describeWith('nginx', 'to nginx itself', (nginx) => {
    it('are good', () => {
      const certificate = path.join(folder, 'tls.crt');
      const key = path.join(folder, 'tls.key');
      const subject = ['-subj', '/CN=care.example', '-days', '2'];
      spawnSync('openssl', [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        key,
        '-out',
        certificate,
        ...subject,
      ]);
      // Only names that no resolver knows here are others: nginx looks them up while it reads.
      const local = { ...productionTarget, ...placesHere(), tls: { plainPort: 80, certificate, key } };
      const file = nginxFile(folder, renderNginx(edgeRoutes, local));
      const { status, stderr } = spawnSync(nginx, ['-t', '-q', '-c', file, '-p', folder, '-e', 'stderr'], {
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([0, '']);
    });
  });

  describeWith('caddy', 'to Caddy itself', (caddy) => {
    it('are good', () => {
      const file = path.join(deploy, 'caddy/Caddyfile');
      const env = { HOME: folder, CAREGATE_HOST: 'care.example', CAREGATE_ACME_EMAIL: 'operator@care.example' };
      const { status, stdout } = spawnSync(caddy, ['validate', '--config', file, '--adapter', 'caddyfile'], {
        encoding: 'utf8',
        env,
      });
      expect([status, stdout]).toEqual([0, expect.stringContaining('Valid configuration')]);
    });
  });
});

describe('what Traefik is told', () => {
  const aliases = { http: { aliasHeadersStrategy: 'delete' } };
  const dynamic = parse(rendered.get('traefik/dynamic/caregate.yml') ?? '') as Dynamic;
  const fixed = parse(rendered.get('traefik/static/traefik.yml') ?? '') as Record<string, never>;

  it('[G01] ends TLS at 1.2 or later, with certificates by ACME, and sends plain HTTP there', () => {
    expect(dynamic.tls.options.default.minVersion).toBe('VersionTLS12');
    expect(fixed).toMatchObject({
      entryPoints: {
        web: { address: ':80', http: { redirections: { entryPoint: { to: 'websecure', scheme: 'https' } } } },
        websecure: { address: ':443', http: { tls: { certResolver: 'acme' } } },
      },
      certificatesResolvers: { acme: { acme: { httpChallenge: { entryPoint: 'web' } } } },
    });
  });

  it('[G02] has a router for each route, tried in the order of the table, at no two equal places that overlap', () => {
    const { routers } = dynamic.http;
    const names = [...edgeRedirects, ...edgeRoutes].map(({ name }) => name);
    expect(Object.keys(routers).sort()).toEqual(names.sort());
    const sorted = Object.entries(routers).sort(([, a], [, b]) => b.priority - a.priority);
    expect(sorted.slice(-3).map(([name]) => name)).toEqual(['console', 'console-folder', 'home']);
    expect(sorted[0]?.[0]).toMatch(/-metadata$/u);
  });

  it('[G04] takes from every request what only the edge may say, before /verify is asked, and copies its answer', () => {
    const { routers, middlewares } = dynamic.http;
    for (const { name, asked } of edgeRoutes) {
      const chain = routers[name]?.middlewares ?? [];
      expect([name, chain.slice(0, 2)]).toEqual([name, ['transport', 'strip-identity']]);
      expect([name, chain.includes('verify')]).toEqual([name, asked !== undefined]);
    }
    const stripped = middlewares['strip-identity']?.['headers']?.['customRequestHeaders'];
    for (const name of strippedHeaders) expect(stripped).toHaveProperty([name], '');
    const entryPoints = { web: aliases, websecure: aliases };
    expect(fixed).toMatchObject({ entryPoints });
    expect(middlewares['verify']?.['forwardAuth']).toMatchObject({
      address: 'http://auth:8000/verify',
      trustForwardHeader: false,
      authResponseHeaders: expect.arrayContaining(['Authorization', 'X-Auth-Assertion', 'X-User-Id']),
    });
  });

  it('passes sockets on where the table opens them, and nowhere else', () => {
    const { routers, middlewares } = dynamic.http;
    const open = edgeRoutes.filter(({ name }) => routers[name]?.middlewares.includes('no-sockets') === false);
    expect(open).toEqual(edgeRoutes.filter(({ sockets }) => sockets === true));
    expect(middlewares['no-sockets']).toEqual({ headers: { customRequestHeaders: { Upgrade: '' } } });
  });

  it('names no middleware and no service that is not there', () => {
    const { routers, middlewares, services } = dynamic.http;
    for (const router of Object.values(routers)) {
      expect(['noop@internal', ...Object.keys(services)]).toContain(router.service);
      for (const name of router.middlewares) expect(Object.keys(middlewares)).toContain(name);
    }
  });
});

function placesHere() {
  const here = (place: string) => place.replace(/^[^:]+/u, '127.0.0.1');
  const upstreams = Object.entries(productionTarget.upstreams).map(([name, place]) => [name, here(place)]);
  return {
    verify: here(productionTarget.verify),
    upstreams: Object.fromEntries(upstreams) as typeof productionTarget.upstreams,
  };
}
