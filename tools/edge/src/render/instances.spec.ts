import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeWith, freePort, until, listen } from '@caregate/testing';
import { parse } from 'yaml';
import { startCaddy } from '../program/start-caddy.js';
import { startNginx } from '../program/start-nginx.js';
import { edgeRoutes } from '../routes/edge-routes.js';
import { upstreamNames, type UpstreamName } from '../routes/edge-route.js';
import { renderCaddy } from './caddy.render.js';
import type { EdgeTarget } from './edge-target.js';
import { renderNginx } from './nginx.render.js';
import { renderTraefikDynamic } from './traefik-dynamic.render.js';

const proxies = [
  { name: 'nginx', render: renderNginx, start: startNginx },
  { name: 'caddy', render: renderCaddy, start: startCaddy },
] as const;
const ASKED = 60;
const shared: readonly UpstreamName[] = ['bridge', 'agent-socket'];

/** One of three; it may be killed, or say that it is not ready. */
class Instance {
  readonly server: Server = createServer(({ url }, response) => {
    const status = url === '/ready' && !this.isReady ? 503 : 200;
    this.asked += url === '/ready' ? 0 : 1;
    response.writeHead(status).end();
  });
  isReady = true;
  asked = 0;

  listen(port = 0): Promise<number> {
    return listen(this.server, port);
  }

  /** As when the process ends at once: whoever is connected is cut off. */
  async kill(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

for (const { name, render, start } of proxies)
  describeWith(name, `[G05] ${name} before three instances`, (program) => {
    const instances = [new Instance(), new Instance(), new Instance()] as const;
    const [first, second, third] = instances;
    const auth = new Instance();
    const undo: (() => unknown)[] = [];
    let url = '';
    let port = 0;

    beforeAll(async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'caregate-instances-'));
      undo.push(() => rmSync(folder, { recursive: true }));
      const [place = 0, ...others] = await Promise.all(instances.map((each) => each.listen()));
      port = place;
      const upstreams = Object.fromEntries(upstreamNames.map((each) => [each, `127.0.0.1:${place}`]));
      const target = {
        port: await freePort(),
        verify: `127.0.0.1:${await auth.listen()}`,
        upstreams: upstreams as EdgeTarget['upstreams'],
        more: Object.fromEntries(shared.map((each) => [each, others.map((other) => `127.0.0.1:${other}`)])),
        lookSeconds: 1,
      };
      url = `http://127.0.0.1:${target.port}`;
      const routes = edgeRoutes.filter(({ upstream }) => shared.includes(upstream));
      const options = { program, folder: path.join(folder, name), configuration: render(routes, target), url };
      const { stop } = await start(options);
      undo.push(stop);
    }, 30_000);
    afterAll(async () => {
      for (const work of undo.toReversed()) await work();
      for (const each of [...instances, auth]) if (each.server.listening) await each.kill();
    });

    /** Whoever asks sees statuses, and we see whom it was given to. */
    const ask = async (method = 'POST', address = '/bridge/x/mcp') => {
      for (const each of instances) each.asked = 0;
      const body = method === 'POST' ? { body: '{}' } : {};
      const answers = await Promise.all(
        Array.from({ length: ASKED }, () =>
          fetch(url + address, { method, ...body, signal: AbortSignal.timeout(5000) }),
        ),
      );
      return answers.filter(({ status }) => status !== 200).length;
    };

    it('shares requests among them', async () => {
      expect(await ask()).toBe(0);
      for (const { asked } of instances) expect(asked).toBeGreaterThan(ASKED / 6);
    });

    it.each(['transport=polling', 'transport=polling&sid=a', 'transport=websocket&sid=a'])(
      'leads who polls back to the instance that knows them: %s',
      async (query) => {
        expect(await ask('POST', `/socket.io/?EIO=4&${query}`)).toBe(0);
        expect(instances.map(({ asked }) => asked).filter((asked) => asked > 0)).toEqual([ASKED]);
      },
    );

    it.each(['/socket.io/?EIO=4&transport=websocket', '/agents/ws'])('shares sockets: %s', async (address) => {
      expect(await ask('GET', address)).toBe(0);
      for (const { asked } of instances) expect(asked).toBeGreaterThan(ASKED / 20);
    });

    it('fails no request after one was killed, and gives it requests again when it is back', async () => {
      await first.kill();
      expect(await ask('GET')).toBe(0);
      expect(await ask()).toBe(0);
      expect([first.asked, second.asked + third.asked]).toEqual([0, ASKED]);
      await first.listen(port);
      await until(async () => (await ask()) === 0 && first.asked > 0);
    });

    // nginx looks at answers only, so that it cannot know before.
    if (name !== 'nginx')
      it('gives no request to one that says that it is not ready', async () => {
        second.isReady = false;
        await until(async () => (await ask()) === 0 && second.asked === 0);
        // Two of three have left, and however many come at once, each is given to the third.
        third.isReady = false;
        await until(async () => (await ask()) === 0 && third.asked === 0);
        for (let round = 0; round < 10; round += 1) expect(await ask()).toBe(0);
        second.isReady = true;
        third.isReady = true;
      });
  });

describe('[G05] Traefik before three instances', () => {
  it('is told of each, and to ask whether it is ready', () => {
    const upstreams = Object.fromEntries(upstreamNames.map((each) => [each, `${each}:1`])) as EdgeTarget['upstreams'];
    const target = { port: 443, verify: 'auth:8000', upstreams, more: { ehr: ['ehr-2:1', 'ehr-3:1'] } };
    expect(parse(renderTraefikDynamic(edgeRoutes, target))).toMatchObject({
      http: {
        services: {
          ehr: {
            loadBalancer: {
              servers: [{ url: 'http://ehr:1' }, { url: 'http://ehr-2:1' }, { url: 'http://ehr-3:1' }],
              healthCheck: { path: '/ready', interval: '5s', timeout: '4s' },
            },
          },
        },
      },
    });
  });

  it('is told to hand on to another what could not be handed to one, before all three are tried twice', () => {
    const upstreams = Object.fromEntries(upstreamNames.map((each) => [each, `${each}:1`])) as EdgeTarget['upstreams'];
    const { http } = parse(renderTraefikDynamic(edgeRoutes, { port: 443, verify: 'auth:8000', upstreams }));
    expect(http.middlewares['try-another']).toEqual({ retry: { attempts: 6, initialInterval: '20ms' } });
    for (const { name } of edgeRoutes) expect(http.routers[name].middlewares.at(-1)).toBe('try-another');
  });
});
