import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { edgeRoutes, verifyRoutes } from '@caregate/edge';
import { describeWith } from '@caregate/testing';
import { z } from 'zod';
import { composePath, readComposeFile, type ComposeService } from './compose-file.js';
import { documentedVariables } from './documented-variables.js';
import { factsGiven } from './facts-given.js';
import { setUp } from './set-up.js';

const { services, networks, secrets, volumes } = readComposeFile();
const all = Object.entries(services);
const endsByItself = ({ restart }: ComposeService) => restart === 'no';
const lasting = all.filter(([, service]) => !endsByItself(service));
const apps = all.flatMap(([name, service]): [name: string, app: string, service: ComposeService][] => {
  const app = /^(apps\/[\w-]+)\/dist\//.exec(service.command?.[0] ?? '')?.[1];
  return app === undefined ? [] : [[name, app, service]];
});
/** What must never stand in the file, nor where `docker inspect` shows it. */
const isSecret = (variable: string) =>
  /SECRET|PASSWORD|PEPPER|_KEY$|DATABASE_(ADMIN_)?URL|REDIS_URL|OIDC_PROVIDERS/.test(variable);

describeWith('docker-compose', 'the compose file, to docker-compose itself', (program) => {
  it('is in order, and needs no more than the name of the host', () => {
    const environment = { PATH: '/usr/bin:/bin', CAREGATE_HOST: 'care.example.org' };
    expect(() =>
      execFileSync(program, ['-f', composePath, 'config', '-q'], { env: environment, stdio: 'pipe' }),
    ).not.toThrow();
    const without = { PATH: '/usr/bin:/bin', CAREGATE_HOST: '' };
    expect(() => execFileSync(program, ['-f', composePath, 'config', '-q'], { env: without, stdio: 'pipe' })).toThrow(
      'npm run deploy:setup writes it',
    );
  });
});

describe('the compose file (features G13, G14, O09)', () => {
  it.each(all)('gives %s no right that it does not need', (_name, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      logging: { options: { 'max-size': expect.any(String), 'max-file': '7' } },
    });
    expect(service).not.toHaveProperty('privileged');
    expect(service).not.toHaveProperty('network_mode');
  });

  it.each(all)('bounds the memory and processor time of %s', (_name, service) => {
    expect(service).toMatchObject({ mem_limit: expect.stringMatching(/^\d+[mg]$/), cpus: expect.any(Number) });
  });

  it.each(lasting)('asks %s whether it is well, and starts it again when it ends', (_name, service) => {
    expect(service).toMatchObject({
      restart: 'unless-stopped',
      healthcheck: { test: expect.arrayContaining([expect.stringMatching(/^CMD/)]), interval: expect.any(String) },
    });
  });

  it.each(all)('lets %s wait for the state of others, never for their mere start', (_name, service) => {
    for (const [other, { condition }] of Object.entries(service.depends_on)) {
      const target = services[other];
      if (target === undefined) throw new Error(`There is no ${other}.`);
      expect(condition).toBe(endsByItself(target) ? 'service_completed_successfully' : 'service_healthy');
    }
  });

  it('publishes the edge and nothing else', () => {
    const published = all.filter(([, { ports }]) => ports.some((port) => !port.startsWith('127.0.0.1:')));
    expect(published.map(([name]) => name)).toEqual(['traefik']);
    const open = Object.keys(networks).filter((name) => networks[name]?.internal !== true);
    expect(open.toSorted()).toEqual(['outside', 'public']);
  });

  it('keeps the address free that the edge is believed by', () => {
    const [range] = networks['doors']?.ipam?.config ?? [];
    expect(range).toEqual({ subnet: '172.30.10.0/24', ip_range: '172.30.10.128/25' });
    expect(readFileSync(composePath, 'utf8')).toContain('ipv4_address: 172.30.10.2,');
    const believed = apps.filter(([, , { environment }]) => 'TRUSTED_PROXIES' in environment);
    for (const [, , { environment }] of believed) expect(environment['TRUSTED_PROXIES']).toBe('172.30.10.2/32');
  });

  it.each(apps)('lets the edge reach %s (%s) by its own address only', (_name, _app, service) => {
    const shared = service.networks.filter((name) => services['traefik']?.networks.includes(name));
    expect(shared.filter((name) => name !== 'doors')).toEqual([]);
  });

  it('asks nobody for the health of what ends by itself', () => {
    const ending = all.filter(([, service]) => endsByItself(service));
    expect(ending.map(([name]) => name)).toEqual(['migrate', 'prepare']);
    for (const [, service] of ending) expect(service).toMatchObject({ healthcheck: { disable: true } });
  });

  it('keeps PostgreSQL and Redis where only the apps reach them', () => {
    for (const store of ['postgres', 'redis']) expect(services[store]?.networks).toEqual(['data']);
    expect(services['traefik']?.networks).not.toContain('data');
  });

  it.each(all)('gives %s its secrets as files, each of which it mounts', (_name, service) => {
    const variables = Object.entries(service.environment);
    expect(variables.filter(([name]) => isSecret(name) && !name.endsWith('_FILE'))).toEqual([]);
    for (const [name, value] of variables.filter(([each]) => each.endsWith('_FILE') && each !== 'AUDIT_ANCHOR_FILE')) {
      expect({ name, mounted: service.secrets.includes(value.replace('/run/secrets/', '')) }).toEqual({
        name,
        mounted: true,
      });
    }
  });

  it('names only secrets that the set-up makes, and volumes that are declared', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'caregate-set-up-'));
    const made = setUp(folder, facts);
    // The token of an agent is told by whoever registers it.
    expect(Object.keys(secrets).filter((name) => !made.includes(name))).toEqual(['agent_token']);
    const used = new Set(all.flatMap(([, service]) => service.secrets));
    expect(Object.keys(secrets).filter((name) => !used.has(name))).toEqual([]);
    const mounted = all.flatMap(([, service]) => volumesOf(service));
    expect(mounted.filter((name) => !Object.hasOwn(volumes, name))).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it.each(apps.filter(([, app]) => documentedVariables().has(app)))(
    'gives %s (%s) all that it requires and nothing that it does not know',
    (_name, app, service) => {
      const known = documentedVariables().get(app) ?? [];
      const given = Object.keys(service.environment).map((name) =>
        known.some((variable) => variable.name === name) ? name : name.replace(/_FILE$/, ''),
      );
      expect(given.filter((name) => !known.some((variable) => variable.name === name))).toEqual([]);
      expect(known.filter(({ name, required }) => required && !given.includes(name))).toEqual([]);
    },
  );
});

const facts = {
  host: 'care.example.org',
  identityProvider: {
    title: 'Hospital',
    issuer: 'https://idp.example.org',
    clientId: 'caregate',
    clientSecret: 'told-by-the-provider',
  },
  administrator: { subject: '42', name: 'First Administrator', email: 'admin@example.org' },
};

describe('the authorization server of the compose file', () => {
  const { environment = {} } = services['auth'] ?? {};
  const documented = (documentedVariables().get('apps/auth') ?? []).map(({ name }) => name);
  const ofOAuth = documented.filter((name) =>
    /^(?:CLIENT_REGISTRATION|CLIENT_METADATA|DEVICE_|PRIVATE_KEY_JWT$|OAUTH_STORE$|TOKEN_EXCHANGE$)|_SECONDS$/u.test(
      name,
    ),
  );

  it('has every switch and lifetime of OAuth from .env, which says nothing unless an operator wrote it there', () => {
    expect(ofOAuth.length).toBeGreaterThan(20);
    expect(environment).toHaveProperty('CLIENT_REGISTRATION_TOKEN_FILE');
    for (const name of ofOAuth.filter((each) => each !== 'CLIENT_REGISTRATION_TOKEN'))
      expect([name, environment[name]]).toEqual([name, expect.stringMatching(`^\\$\\{${name}:-`)]);
  });
});

describe('the addresses of the compose file', () => {
  const { RESOURCES = '', VERIFY_ROUTES = '' } = services['auth']?.environment ?? {};
  const base = 'https://${CAREGATE_HOST}';

  it('ask at the edge for what the table of routes says', () => {
    const resources = {
      auth: base,
      ehr: `${base}/ehr/mcp`,
      imaging: `${base}/imaging/mcp`,
      orchestrator: `${base}/agents`,
      pacs: `${base}/pacs`,
    };
    expect(JSON.parse(VERIFY_ROUTES)).toEqual(verifyRoutes({ routes: edgeRoutes, resources }));
    const issued = z.array(z.looseObject({ url: z.string() })).parse(JSON.parse(RESOURCES));
    expect(issued.map(({ url }) => url).toSorted()).toEqual(Object.values(resources).toSorted());
  });

  it('lead the edge to services that are there', () => {
    const traefik = readFileSync(path.join(composePath, '../../traefik/dynamic/caregate.yml'), 'utf8');
    const hosts = [...traefik.matchAll(/http:\/\/([\w-]+):\d+/g)].map(([, host = '']) => host);
    expect(hosts.length).toBeGreaterThan(7);
    const behind = (network: string) => hosts.filter((host) => services[host]?.networks.includes(network));
    expect(hosts.filter((host) => !behind('doors').includes(host) && !behind('pictures').includes(host))).toEqual([]);
    expect(services['traefik']?.networks).toEqual(expect.arrayContaining(['doors', 'pictures']));
  });
});

describe('the set-up of a deployment', () => {
  let folder: string;
  const read = (name: string) => readFileSync(path.join(folder, 'secrets', name), 'utf8').trimEnd();
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'caregate-set-up-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes every secret different and long, in a folder that only its owner enters', () => {
    setUp(folder, facts);
    const made = [
      'postgres_password',
      'redis_password',
      'key_encryption',
      'cookie',
      'client_pepper',
      'registration_token',
    ].map(read);
    expect(new Set(made).size).toBe(made.length);
    for (const each of made) expect(Buffer.from(each, 'base64url')).toHaveLength(32);
    expect(statSync(path.join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    expect(read('audit_anchor_key')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });

  it('keeps every secret when it is run again, and takes over what changed', () => {
    const names = setUp(folder, facts);
    const before = new Map(names.map((name) => [name, read(name)]));
    setUp(folder, { ...facts, host: 'other.example.org' });
    expect(new Map(names.map((name) => [name, read(name)]))).toEqual(before);
    expect(readFileSync(path.join(folder, '.env'), 'utf8')).toContain('CAREGATE_HOST=other.example.org');
  });

  it('keeps what an operator has added to .env when it is run again', () => {
    setUp(folder, facts);
    const file = path.join(folder, '.env');
    appendFileSync(file, 'AWS_REGION=eu-west-1\n');
    setUp(folder, { ...facts, host: 'other.example.org' });
    expect(readFileSync(file, 'utf8')).toBe('CAREGATE_HOST=other.example.org\nAWS_REGION=eu-west-1\n');
  });

  it('is refused by the names of the options that are missing, or of the one that is wrong', () => {
    const given = {
      host: 'care.example.org',
      'idp-issuer': 'https://login.example.org',
      'idp-client-id': 'caregate',
      'idp-client-secret-file': '/x',
      'admin-subject': '7',
      'admin-name': 'First',
    };
    const secret = () => 'of-the-client';
    expect(() => factsGiven({}, secret)).toThrow(/^Missing: --host --idp-issuer .* --admin-email\.$/u);
    expect(() => factsGiven(given, secret)).toThrow('Missing: --admin-email.');
    expect(() => factsGiven({ ...given, 'admin-email': 'nobody' }, secret)).toThrow(/^--admin-email: /u);
    expect(() => factsGiven({ ...given, 'admin-email': 'a@example.org', host: 'https://x' }, secret)).toThrow(
      /^--host: /u,
    );
    expect(factsGiven({ ...given, 'admin-email': 'a@example.org' }, secret)).toMatchObject({ host: given.host });
  });

  it('tells Redis a digest only, and shuts the user without a password out', () => {
    setUp(folder, facts);
    expect(read('redis_users')).toMatch(/^user default off\nuser caregate on #[\da-f]{64} /);
    expect(read('redis_users')).not.toContain(read('redis_password'));
  });

  it('gives the exporter of Redis its password under each name by which some version looks it up', () => {
    setUp(folder, facts);
    const kept = (name: string) => readFileSync(path.join(folder, 'secrets', name), 'utf8').trim();
    const password = kept('redis_password');
    const byAddress: unknown = JSON.parse(kept('redis_exporter'));
    expect(byAddress).toEqual({ 'redis://caregate@redis:6379': password, 'redis://redis:6379': password });
  });

  it('makes the first administrator somebody whom the identity provider knows', () => {
    setUp(folder, facts);
    expect(JSON.parse(read('access'))).toEqual({
      people: [{ issuer: facts.identityProvider.issuer, role: 'admin', ...facts.administrator }],
      relations: [],
    });
  });
});

/** Named volumes, not folders of this repository. */
function volumesOf({ volumes: mounted }: ComposeService): string[] {
  return mounted.map((each) => each.split(':', 1)[0] ?? '').filter((name) => !/^[./]/.test(name));
}
