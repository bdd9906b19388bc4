import { Metrics } from '@caregate/kit-http';
import { certificateExpiry } from './certificate-expiry.js';
import { readHealth, type HealthReading } from './read-health.js';

export interface ProbeTargets {
  /** Where each app answers whether it is well, by its name. */
  readonly apps: ReadonlyMap<string, URL>;
  /** The address that the world uses; its certificate is looked at. */
  readonly edge?: URL | undefined;
}

/** Looks at the apps from outside, as their users do, and tells Prometheus what it saw. Each scrape looks anew. */
export function probeMetrics(targets: ProbeTargets): () => Promise<string> {
  const metrics = new Metrics({ service: 'probe', version: '0.1.0' });
  const up = metrics.gauge({ name: 'probe_up', help: '1 while an app says that it can work.', labels: ['app'] });
  const checks = metrics.gauge({
    name: 'probe_check_healthy',
    help: '1 while a part that an app depends on is healthy.',
    labels: ['app', 'check'],
  });
  const seconds = metrics.gauge({ name: 'probe_seconds', help: 'How long the answer took.', labels: ['app'] });
  const certificate = metrics.gauge({
    name: 'probe_certificate_expiry_timestamp_seconds',
    help: 'When the certificate of the edge ends.',
    labels: ['host'],
  });
  const note = (app: string, reading: HealthReading) => {
    up.set({ app }, reading.status === 'healthy' || reading.status === 'degraded' ? 1 : 0);
    seconds.set({ app }, reading.seconds);
    for (const [check, status] of Object.entries(reading.checks))
      checks.set({ app, check }, status === 'healthy' ? 1 : 0);
  };
  return async () => {
    // What is not told of any more is not to be remembered as well.
    checks.reset();
    const looks = [...targets.apps].map(async ([app, url]) => note(app, await readHealth(url.href)));
    const expiry = targets.edge === undefined ? undefined : certificateExpiry(targets.edge);
    await Promise.all(looks);
    const until = await expiry;
    if (until !== undefined) certificate.set({ host: targets.edge?.hostname ?? '' }, until.getTime() / 1000);
    return metrics.print();
  };
}
