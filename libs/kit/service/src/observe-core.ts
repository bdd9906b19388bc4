import type { Metrics } from '@caregate/kit-http';
import type { ServiceCore } from './service-core.js';

/** What Prometheus is told of the ground that every service stands on. */
export function observeCore(
  metrics: Metrics,
  { audit, revocations }: Pick<ServiceCore, 'audit' | 'revocations'>,
): void {
  metrics.gauge({ name: 'audit_entries_pending', help: 'Audit entries on their way to the database.' }, (gauge) =>
    gauge.set(audit.pending),
  );
  metrics.gauge({ name: 'revocation_view_stale', help: '1 while revocations cannot be confirmed.' }, (gauge) =>
    gauge.set(revocations.isStale() ? 1 : 0),
  );
}
