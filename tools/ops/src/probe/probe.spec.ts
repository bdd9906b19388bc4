import { createServer } from 'node:http';
import { listen } from '@caregate/testing';
import { loadConfig } from '@caregate/kit-config';
import { probeConfig } from './probe-config.js';
import { startProbe } from './start-probe.js';

interface App {
  status: string;
  checks: Record<string, { status: string }>;
}

async function givenApp(app: App) {
  const server = createServer((_request, response) => {
    response.statusCode = app.status === 'unhealthy' ? 503 : 200;
    response.end(JSON.stringify({ service: 'auth', version: '1', uptimeSeconds: 1, ...app }));
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}/ready`, close: () => server.close() };
}

async function scraped(targets: string) {
  const probe = await startProbe(loadConfig(probeConfig, { PROBE_TARGETS: targets, PORT: '0' }));
  const read = async () => (await fetch(`http://127.0.0.1:${probe.port}/metrics`)).text();
  return { read, stop: () => probe.stop() };
}

describe('the probe', () => {
  it('tells of an app and of each part that it depends on, at each scrape anew', async () => {
    const state: App = { status: 'healthy', checks: { database: { status: 'healthy' } } };
    const app = await givenApp(state);
    const { read, stop } = await scraped(`auth=${app.url}`);
    expect(await read()).toContain('caregate_probe_up{app="auth",service="probe"} 1');
    state.status = 'degraded';
    state.checks = { 'audit-anchor': { status: 'unhealthy' } };
    const later = await read();
    expect(later).toContain('caregate_probe_up{app="auth",service="probe"} 1');
    expect(later).toContain('caregate_probe_check_healthy{app="auth",check="audit-anchor",service="probe"} 0');
    expect(later).not.toContain('check="database"');
    await stop();
    app.close();
  });

  it('tells that an app is down when it says so, and when it says nothing', async () => {
    const app = await givenApp({ status: 'unhealthy', checks: {} });
    const { read, stop } = await scraped(`auth=${app.url},ehr-mcp=http://127.0.0.1:1/ready`);
    const text = await read();
    expect(text).toContain('caregate_probe_up{app="auth",service="probe"} 0');
    expect(text).toContain('caregate_probe_up{app="ehr-mcp",service="probe"} 0');
    await stop();
    app.close();
  });

  it.each(['', 'auth', 'auth=nowhere', 'Auth=http://auth:8080/ready'])('refuses to look at "%s"', (targets) => {
    expect(() => loadConfig(probeConfig, { PROBE_TARGETS: targets })).toThrow('PROBE_TARGETS');
  });
});
