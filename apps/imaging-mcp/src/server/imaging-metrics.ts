import type { Metrics } from '@caregate/kit-http';
import type { MetricsPort } from '@caregate/kit-mcp';
import { observeCore } from '@caregate/kit-service';
import type { ImagingCore } from './imaging-core.js';

/** What Prometheus is told of this app, besides what every app tells. */
export function imagingMetrics(metrics: Metrics, core: ImagingCore): MetricsPort {
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
  observeCore(metrics, core);
  return {
    callFinished: ({ tool, transport, era, outcome, code, seconds }) => {
      calls.observe({ tool, transport, era, outcome }, seconds);
      if (code !== undefined) errors.inc({ tool, code });
    },
    // This server opens no sockets.
    socketsOpen: () => undefined,
  };
}
