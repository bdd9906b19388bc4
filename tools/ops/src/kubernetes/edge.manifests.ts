import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ComposeService } from '../compose/compose-file.js';
import { repository } from '../repository.js';
import type { Manifest } from './manifest.js';
import { serverManifests } from './server.manifests.js';
import { ownCertificate } from '../compose/own-certificate.js';

/** Several pods cannot share what one of them got by ACME, so that the certificate is a Secret, as of cert-manager. */
const CERTIFICATE = 'caregate-tls';
/** Of nobody in the image. */
const USER = 65532;
const traefikFile = (name: string) => readFileSync(path.join(repository, 'deploy/traefik', name), 'utf8');

/** Traefik with the very files of deploy/traefik; the only one that the world reaches. */
export function edgeManifests(service: ComposeService): readonly Manifest[] {
  const check = { exec: { command: ['traefik', 'healthcheck', '--configFile=/etc/traefik/static/traefik.yml'] } };
  const often = { ...check, periodSeconds: 10, timeoutSeconds: 5 };
  const servers = serverManifests({
    name: 'traefik',
    service,
    user: USER,
    ports: [
      { name: 'web', port: 80 },
      { name: 'websecure', port: 443 },
    ],
    probes: { readinessProbe: often, livenessProbe: { ...often, failureThreshold: 6 } },
    keepsTogether: true,
    // Who asks is to be known, and to come to the same pod again.
    serviceMore: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
    volumes: [
      { name: 'static', configMap: { name: 'traefik-static' } },
      { name: 'dynamic', configMap: { name: 'traefik-dynamic' } },
      { name: 'tls', secret: { secretName: CERTIFICATE } },
      { name: 'state', emptyDir: {} },
    ],
    mounts: [
      { name: 'static', mountPath: '/etc/traefik/static', readOnly: true },
      { name: 'dynamic', mountPath: '/etc/traefik/dynamic', readOnly: true },
      { name: 'tls', mountPath: '/etc/traefik/tls', readOnly: true },
      { name: 'state', mountPath: '/var/lib/traefik' },
    ],
    more: { securityContext: unprivilegedPorts },
  });
  return [...servers, configMap('traefik-static', { 'traefik.yml': traefikFile('static/traefik.yml') }), routes()];
}

const unprivilegedPorts = {
  runAsNonRoot: true,
  runAsUser: USER,
  fsGroup: USER,
  seccompProfile: { type: 'RuntimeDefault' },
  sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }],
};

function routes(): Manifest {
  const data = { 'caregate.yml': traefikFile('dynamic/caregate.yml'), 'certificate.yml': ownCertificate };
  return configMap('traefik-dynamic', data);
}

function configMap(name: string, data: Readonly<Record<string, string>>): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}
