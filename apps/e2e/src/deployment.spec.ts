import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type SecureVersion } from 'node:tls';
import {
  edgeRoutes,
  renderNginx,
  startNginx,
  upstreamNames,
  type EdgeTarget,
  type RunningProgram,
} from '@caregate/edge';
import { Metrics } from '@caregate/kit-http';
import { describeIf, describeWith, freePort, listen } from '@caregate/testing';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../../..');
const inDeploy = (...names: string[]) => path.join(root, 'deploy', ...names);
const textOf = (...names: string[]) => readFileSync(inDeploy(...names), 'utf8');
const yamlOf = (...names: string[]): unknown => parse(textOf(...names), { merge: true });

const service = z.looseObject({
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.looseObject({ disable: z.boolean().default(false), test: z.array(z.string()).default([]) }),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  restart: z.string(),
});
const object = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }).optional(),
  spec: z.record(z.string(), z.unknown()).optional(),
});
const bounded = {
  resources: { limits: { memory: expect.any(String), cpu: expect.any(String) }, requests: expect.anything() },
  securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};
const compose = z.looseObject({ services: z.record(z.string(), service) }).parse(yamlOf('compose/docker-compose.yml'));
const services = Object.entries(compose.services);

/** Three instances behind the very nginx that `deploy/nginx` configures, on ports of this run. */
describeWith('nginx', 'an edge of the deployment', (nginx) => {
  const instances: Server[] = [];
  const asked = [0, 0, 0];
  let folder = '';
  let running: RunningProgram | undefined;
  let plainPort = 0;
  let place: TlsPlace = { host: '127.0.0.1', port: 0, ca: '' };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'caregate-deployment-'));
    const [certificate, key] = [path.join(folder, 'tls.crt'), path.join(folder, 'tls.key')];
    const made = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=IP:127.0.0.1',
    ];
    execFileSync('openssl', ['req', '-x509', ...made, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    const places = await Promise.all(asked.map((_count, index) => startInstance(index)));
    plainPort = await freePort();
    place = { ...place, port: await freePort(), ca: readFileSync(certificate, 'utf8') };
    const upstreams = Object.fromEntries(upstreamNames.map((name) => [name, places[0]]));
    const target = {
      port: place.port,
      tls: { plainPort, certificate, key },
      verify: places[0] ?? '',
      upstreams: upstreams as EdgeTarget['upstreams'],
      more: { bridge: places.slice(1) },
    };
    const url = `http://127.0.0.1:${plainPort}`;
    running = await startNginx({ program: nginx, folder, configuration: renderNginx(edgeRoutes, target), url });
  });
  afterAll(async () => {
    await running?.stop();
    await Promise.all(instances.map(stopped));
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  const startInstance = async (index: number) => {
    const server = createServer((_request, response) => {
      asked[index] = (asked[index] ?? 0) + 1;
      response.end('ok');
    });
    instances[index] = server;
    return `127.0.0.1:${await listen(server)}`;
  };
  const askAll = (count: number) => Promise.all(Array.from({ length: count }, () => statusOf(place)));

  it('[G01] sends plain HTTP on to TLS', async () => {
    const url = `http://127.0.0.1:${plainPort}/ehr/mcp?a=b`;
    const answer = await fetch(url, { redirect: 'manual', headers: { host: 'care.example' } });
    expect([answer.status, answer.headers.get('location')?.startsWith('https://')]).toEqual([308, true]);
  });

  it('[G01] speaks TLS 1.2 and 1.3, and nothing older', async () => {
    const spoken = async (version: SecureVersion) => (await handshake(place, version)) ?? 'refused';
    expect(await Promise.all((['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const).map(spoken))).toEqual([
      'refused',
      'refused',
      'TLSv1.2',
      'TLSv1.3',
    ]);
  });

  it('[G05] shares requests among three instances, and fails none when one is killed', async () => {
    expect(await askAll(30)).toEqual(Array.from({ length: 30 }, () => 200));
    expect(Math.min(...asked)).toBeGreaterThan(0);
    const [first] = instances;
    if (first !== undefined) await stopped(first);
    const before = asked[0];
    expect(await askAll(60)).toEqual(Array.from({ length: 60 }, () => 200));
    expect(asked[0]).toBe(before);
  });
});

describe('what Traefik is told', () => {
  it('[G01] gets certificates by ACME at the port that it redirects, and keeps them on a volume', () => {
    const acme = { storage: '/var/lib/traefik/acme.json', httpChallenge: { entryPoint: 'web' } };
    expect(yamlOf('traefik/static/traefik.yml')).toMatchObject({
      entryPoints: {
        web: { address: ':80', http: { redirections: { entryPoint: { to: 'websecure', permanent: true } } } },
        websecure: { address: ':443', http: { tls: { certResolver: 'acme' } } },
      },
      certificatesResolvers: { acme: { acme } },
    });
    expect(compose.services['traefik']?.volumes).toContain('certificates:/var/lib/traefik');
    expect(yamlOf('traefik/dynamic/caregate.yml')).toMatchObject({
      tls: { options: { default: { minVersion: 'VersionTLS12' } } },
    });
  });

  it('[G05] asks each service that can say so whether it is ready', () => {
    const asks = { loadBalancer: { healthCheck: { path: '/ready' } } };
    const asking = { auth: asks, ehr: asks, imaging: asks, orchestrator: asks, bridge: asks };
    expect(yamlOf('traefik/dynamic/caregate.yml')).toMatchObject({ http: { services: asking } });
  });
});

describe('the compose file', () => {
  describeWith('docker-compose', 'to docker-compose itself', (program) => {
    it('is valid', () => {
      const env = { PATH: '/usr/bin:/bin', CAREGATE_HOST: 'care.example.org' };
      const words = ['-f', inDeploy('compose/docker-compose.yml'), 'config', '-q'];
      expect(() => execFileSync(program, words, { env, stdio: 'pipe' })).not.toThrow();
    });
  });

  it.each(services)('[G13] lets %s wait until what it needs is well, in an order that has a beginning', (name, own) => {
    for (const [other, { condition }] of Object.entries(own.depends_on)) {
      const ends = compose.services[other]?.restart === 'no';
      expect([other, condition]).toEqual([other, ends ? 'service_completed_successfully' : 'service_healthy']);
      expect(compose.services[other]?.healthcheck).toMatchObject(ends ? { disable: true } : { disable: false });
    }
    expect(neededBy(name, new Set())).not.toContain(name);
  });

  it.each(services)('[G14] bounds memory and processor time of %s', (_name, own) => {
    expect(own).toMatchObject({ mem_limit: expect.stringMatching(/^\d+[mg]$/u), cpus: expect.any(Number) });
  });

  it('[G13] opens the edge to the world, and nothing else', () => {
    const published = services.filter(([, { ports }]) => ports.some((port) => !port.startsWith('127.0.0.1:')));
    expect(published.map(([name]) => name)).toEqual(['traefik']);
  });

  function neededBy(name: string, seen: Set<string>): ReadonlySet<string> {
    for (const other of Object.keys(compose.services[name]?.depends_on ?? {}))
      if (!seen.has(other)) neededBy(other, seen.add(other));
    return seen;
  }
});

describe('[O09] the manifests for Kubernetes', () => {
  const apps = ['auth', 'ehr-mcp', 'imaging-mcp', 'orchestrator', 'bridge', 'console'];
  const files = readdirSync(inDeploy('kubernetes/base'));
  const objects = files.flatMap((file) =>
    parseAllDocuments(textOf('kubernetes/base', file)).map((each) => object.parse(each.toJS())),
  );
  const named = (kind: string, name: string) =>
    objects.find((each) => each.kind === kind && each.metadata?.name === name)?.spec;

  describeIfThere('kubectl', 'to kustomize itself', (kubectl) => {
    it('are one whole', () => {
      const built = execFileSync(kubectl, ['kustomize', inDeploy('kubernetes/base')], { encoding: 'utf8' });
      expect(parseAllDocuments(built)).toHaveLength(objects.length);
    });
  });

  it.each([...apps, 'traefik'])('let %s grow by processor time and memory, and never be gone', (name) => {
    const metrics = ['cpu', 'memory'].map((resource) => ({ type: 'Resource', resource: { name: resource } }));
    expect(named('HorizontalPodAutoscaler', name)).toMatchObject({ scaleTargetRef: { name }, minReplicas: 2, metrics });
    expect(named('PodDisruptionBudget', name)).toMatchObject({ minAvailable: 1 });
    const rolling = { strategy: { rollingUpdate: { maxUnavailable: 0 } } };
    expect(named('Deployment', name)).toMatchObject({ ...rolling, template: { spec: { containers: [bounded] } } });
  });

  it.each(apps)('ask %s whether it turns and whether requests should come, and let it leave in peace', (name) => {
    const ready = { httpGet: { path: name === 'console' ? '/live' : '/ready', port: 'http' } };
    const probes = { startupProbe: { httpGet: { path: '/live' } }, livenessProbe: { httpGet: { path: '/live' } } };
    // Ours wait by themselves until nobody sends them anything more; for the server of files it is waited.
    const env = expect.arrayContaining([expect.objectContaining({ name: 'STOP_DELAY_SECONDS' })]);
    const waiting = name === 'console' ? { lifecycle: { preStop: expect.anything() } } : { env };
    const containers = [{ ...probes, readinessProbe: ready, ...waiting }];
    expect(named('Deployment', name)).toMatchObject({ template: { spec: { containers } } });
  });

  it('open the edge to the world and nothing else, and nobody to whom the compose file does not', () => {
    const open = objects.filter(
      ({ kind, spec }) => kind === 'Service' && ['LoadBalancer', 'NodePort'].includes(spec?.['type'] as string),
    );
    expect(open.map(({ metadata }) => metadata?.name)).toEqual(['traefik']);
    expect(named('NetworkPolicy', 'nothing')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it('hold no secret, but the name under which it lies', () => {
    expect(objects.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const names = objects.flatMap((each) => [...JSON.stringify(each).matchAll(/"secretName":"([\w-]+)"/gu)]);
    expect(new Set(names.map(([, name]) => name))).toEqual(new Set(['caregate', 'caregate-tls']));
  });
});

describe('[O10] the unit for systemd', () => {
  const unit = inDeploy('systemd/caregate.service');

  it('waits for the Docker that it needs', () => {
    expect(readFileSync(unit, 'utf8')).toMatch(/^Requires=docker\.service$/mu);
  });

  describeIfThere('systemd-analyze', 'to systemd itself', (analyze) => {
    it('is one that it understands', () => {
      const { status, stderr } = spawnSync(analyze, ['verify', '--man=no', unit], { encoding: 'utf8' });
      // What the unit needs of the host is not here, and is named as missing; everything else would be its fault.
      const faults = stderr
        .split('\n')
        .filter((line) => line.includes('caregate.service:') && !/not (?:found|executable)|loaded/u.test(line));
      expect([status === 0 || stderr !== '', faults]).toEqual([true, []]);
    });
  });
});

describe('what watches the deployment', () => {
  const rules = readdirSync(inDeploy('prometheus/rules')).flatMap((file) => namesIn(`rules/${file}`, 'alert'));
  const tests = readdirSync(inDeploy('prometheus/tests'));

  it('[O07] has rules for certificates, Redis, refusals and the apps, and a test for each', () => {
    const wanted = [
      'CertificateEndsSoon',
      'RedisMemoryShort',
      'TokensRefused',
      'SignInsFailing',
      'AppDown',
      'AppNotReady',
    ];
    expect(wanted.filter((each) => !rules.includes(each))).toEqual([]);
    expect(rules.length).toBeGreaterThanOrEqual(24);
    const tested = new Set(tests.flatMap((file) => namesIn(`tests/${file}`, 'alertname')));
    expect(rules.filter((each) => !tested.has(each))).toEqual([]);
  });

  describeWith('promtool', 'to Prometheus itself', (promtool) => {
    it('[O07] fires when it has to', () => {
      const files = tests.map((file) => inDeploy('prometheus/tests', file));
      expect(() => execFileSync(promtool, ['test', 'rules', ...files], { stdio: 'pipe' })).not.toThrow();
    });
  });

  it('[O03] draws what the apps export, by the names that their sources declare', async () => {
    const drawn = new Set(textOf('grafana/caregate.json').match(/caregate_[a-z0-9_]+/gu));
    const declared = await declaredMetrics();
    const base = (name: string) => name.replace(/_(?:bucket|sum|count)$/u, '');
    expect(drawn.size).toBeGreaterThan(15);
    expect([...drawn].filter((name) => !declared.has(name) && !declared.has(base(name)))).toEqual([]);
  });
});

/** What no package of the tests brings along, and no run of them demands. */
function describeIfThere(program: string, title: string, specs: (file: string) => void): void {
  const { status, stdout } = spawnSync('which', [program], { encoding: 'utf8' });
  describeIf(status === 0 ? stdout.trim() : undefined, title, specs);
}

function namesIn(file: string, key: string): string[] {
  const found = textOf('prometheus', file).matchAll(new RegExp(`\\b${key}: (\\w+)`, 'gu'));
  return [...found].map(([, name = '']) => name);
}

/** As the sources declare them, and what every process tells of itself. */
async function declaredMetrics(): Promise<ReadonlySet<string>> {
  const sources = ['apps', 'libs/kit', 'tools/ops'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (file) => /(?:^|\/)src\/.*\.ts$/u.test(file) && !file.includes('node_modules') && !file.endsWith('.spec.ts'),
      )
      .map((file) => readFileSync(path.join(root, folder, file), 'utf8')),
  );
  const names = sources.flatMap((text) => [...text.matchAll(/\bname: '([a-z_]+)'/gu)].map(([, name = '']) => name));
  const usual = await new Metrics({ service: 'spec', version: '1' }).print();
  const typed = [...usual.matchAll(/^# TYPE (\S+)/gmu)].map(([, name = '']) => name);
  return new Set([...typed, ...names.map((name) => `caregate_${name}`)]);
}

/** The certificate of this run is its own authority. */
interface TlsPlace {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
}

function statusOf(place: TlsPlace): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...place, path: '/bridge/x/mcp', method: 'POST', agent: false }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    });
    sent.once('error', reject).end();
  });
}

/** By a client that would take anything; `undefined` when the server will not. */
function handshake(place: TlsPlace, version: SecureVersion): Promise<string | undefined> {
  const willing = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  return new Promise((resolve) => {
    const socket = connect({ ...place, ...willing }, () => {
      resolve(socket.getProtocol() ?? undefined);
      socket.destroy();
    });
    socket.once('error', () => resolve(undefined));
  });
}

async function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
