import { once } from 'node:events';
import { createServer } from 'node:http';
import { portOf } from '@caregate/kit-http';
import type { ProbeConfig } from './probe-config.js';
import { probeMetrics } from './probe-metrics.js';

export interface RunningProbe {
  readonly port: number;
  stop(): Promise<void>;
}

/** Answers `/metrics` for Prometheus, and `/ready` for whoever watches the watcher. */
export async function startProbe(config: ProbeConfig): Promise<RunningProbe> {
  const edge = config.PROBE_EDGE === undefined ? undefined : new URL(config.PROBE_EDGE);
  const print = probeMetrics({ apps: new Map(config.PROBE_TARGETS), edge });
  const server = createServer((request, response) => {
    if (request.url === '/ready') return void response.end('ok\n');
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    print().then(
      (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.listen(config.PORT, config.HOST);
  await once(server, 'listening');
  return {
    port: portOf(server),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
