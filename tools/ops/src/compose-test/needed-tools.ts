import { existsSync } from 'node:fs';
import { OperationRefused } from '../operation-refused.error.js';

/** Where Debian puts them. */
const needed = new Map([
  ['/usr/sbin/dockerd', 'docker.io'],
  ['/usr/bin/docker', 'docker.io'],
  ['/usr/bin/docker-compose', 'docker-compose'],
  ['/usr/sbin/iptables', 'iptables'],
  ['/usr/sbin/debootstrap', 'debootstrap'],
  ['/usr/sbin/ip', 'iproute2'],
  ['/usr/bin/nsenter', 'util-linux'],
  ['/usr/bin/openssl', 'openssl'],
  ['/usr/bin/python3', 'python3-pip'],
]);

/** Says everything that is missing at once. */
export function refuseWithoutTools(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new OperationRefused(
      'This test starts a Docker engine of its own, which only root on Linux may.',
      'Everywhere else docker-compose brings up deploy/compose as docs/guides/run-in-production.md says.',
    );
  const missing = [...needed].filter(([file]) => !existsSync(file)).map(([, name]) => name);
  if (missing.length > 0)
    throw new OperationRefused(
      `Programs are missing: ${[...new Set(missing)].join(', ')}.`,
      `apt-get install --no-install-recommends ${[...new Set(missing)].join(' ')}`,
    );
}
