import type { Metrics } from '@caregate/kit-http';
import type { Session, SessionEnd } from '../sessions/session.js';

export interface BridgeMetrics {
  sessionEnded(session: Session, because: SessionEnd): void;
}

/** What Prometheus is told of this app, besides what every app tells. */
export function bridgeMetrics(metrics: Metrics, sessions: () => readonly Session[]): BridgeMetrics {
  const ended = metrics.counter({
    name: 'bridge_sessions_ended_total',
    help: 'Sessions with proxied servers that came to their end, by why.',
    labels: ['server', 'because'],
  });
  metrics.gauge(
    { name: 'bridge_sessions_open', help: 'Sessions with proxied servers, each a process group.', labels: ['server'] },
    (gauge) => {
      gauge.reset();
      for (const { server } of sessions()) gauge.inc({ server: server.name });
    },
  );
  return { sessionEnded: ({ server }, because) => ended.inc({ server: server.name, because }) };
}
