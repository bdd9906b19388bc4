import type { Metrics } from '@caregate/kit-http';
import type { MetricsPort } from '../ports/metrics.port.js';

/** What Prometheus is told of calls over MCP; the dashboard and the alert rules know these names. */
export function mcpMetrics(metrics: Metrics): MetricsPort {
  const calls = metrics.histogram({
    name: 'mcp_call_duration_seconds',
    help: 'Tool calls from their arrival to their answer.',
    labels: ['tool', 'transport', 'era', 'outcome'],
  });
  const errors = metrics.counter({
    name: 'mcp_call_errors_total',
    help: 'Tool calls that were refused or failed, by code of the error catalogue.',
    labels: ['tool', 'code'],
  });
  const sockets = metrics.gauge({ name: 'mcp_sockets_open', help: 'WebSockets that are open now.' });
  return {
    callFinished: ({ tool, transport, era, outcome, code, seconds }) => {
      calls.observe({ tool, transport, era, outcome }, seconds);
      if (code !== undefined) errors.inc({ tool, code });
    },
    socketsOpen: (count) => sockets.set(count),
  };
}
