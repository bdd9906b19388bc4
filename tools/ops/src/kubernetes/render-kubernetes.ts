import { stringify } from 'yaml';
import { readComposeFile, type ComposeFile, type ComposeService } from '../compose/compose-file.js';
import { edgeManifests } from './edge.manifests.js';
import { CONFIGURATION, siteDefaults } from './environment.js';
import { jobManifest } from './job.manifest.js';
import type { Manifest } from './manifest.js';
import { networkManifests } from './network.manifests.js';
import { askedOverHttp, serverManifests, type Port } from './server.manifests.js';

const notice =
  '# Generated from deploy/compose by `node tools/ops/dist/kubernetes.main.js`; a spec keeps it equal to it.\n';
const jobs = ['migrate', 'prepare'] as const;
/** Sockets and sessions of theirs live in one process. */
const together = ['orchestrator', 'bridge'];
/** Where files go that outlive a pod; auth writes audit anchors from every pod, one at a time. */
const kept: Readonly<Record<string, { claim: string; mountPath: string }>> = {
  auth: { claim: 'audit-anchors', mountPath: '/var/lib/caregate/audit' },
  prepare: { claim: 'clients', mountPath: '/var/lib/caregate/clients' },
};
const portVariables = [
  ['http', 'PORT'],
  ['verify', 'VERIFY_PORT'],
  ['ws', 'WS_PORT'],
] as const;

/** Every generated file, by its path below `deploy/kubernetes/base`. Stores are not among them: a site has its own. */
export function renderKubernetes(file: ComposeFile = readComposeFile()): ReadonlyMap<string, string> {
  const apps = Object.entries(file.services).filter(([, service]) => isServer(service));
  const groups: [name: string, manifests: readonly Manifest[]][] = [
    ...apps.map(([name, service]) => [name, appManifests(name, service)] as [string, readonly Manifest[]]),
    ['traefik', edgeManifests(serviceOf(file, 'traefik'))],
    ['jobs', jobs.map((name) => jobManifest({ name, service: serviceOf(file, name), ...storage(name) }))],
    ['storage', Object.values(kept).map(({ claim }) => claimManifest(claim))],
    ['network', networkManifests(Object.keys(file.networks), file)],
  ];
  const files = groups.map(
    ([name, manifests]) => [`${name}.yaml`, notice + manifests.map(document).join('---\n')] as const,
  );
  return new Map([
    ...files,
    [
      'kustomization.yaml',
      notice +
        document(
          kustomization(
            files.map(([name]) => name),
            apps,
          ),
        ),
    ],
  ]);
}

/** Ours, that last, and that are there everywhere. */
function isServer({ image, restart, profiles }: ComposeService): boolean {
  return image.startsWith('caregate/') && restart !== 'no' && profiles.length === 0;
}

function appManifests(name: string, service: ComposeService): readonly Manifest[] {
  const named = portVariables.flatMap(([port, variable]): Port[] => {
    const value = service.environment[variable];
    return value === undefined ? [] : [{ name: port, port: Number(value) }];
  });
  // Only files: its server knows no readiness.
  const ports = named.length === 0 ? [{ name: 'http', port: 8080 }] : named;
  const probes = askedOverHttp('http', named.length === 0 ? '/live' : '/ready');
  return serverManifests({ name, service, ports, probes, keepsTogether: together.includes(name), ...storage(name) });
}

function storage(name: string) {
  const place = kept[name];
  if (place === undefined) return {};
  const { claim, mountPath } = place;
  return {
    volumes: [{ name: claim, persistentVolumeClaim: { claimName: claim } }],
    mounts: [{ name: claim, mountPath }],
  };
}

function claimManifest(name: string): Manifest {
  const spec = { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '1Gi' } } };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec };
}

function kustomization(resources: readonly string[], apps: readonly (readonly [string, ComposeService])[]) {
  const usual = new Map(apps.flatMap(([, service]) => siteDefaults(service)));
  // A site's own kustomization says them again with `behavior: merge`.
  const literals = ['CAREGATE_HOST=care.example.org', 'TRUSTED_PROXIES=10.0.0.0/8'];
  return {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: 'caregate',
    resources,
    configMapGenerator: [
      { name: CONFIGURATION, literals: [...literals, ...[...usual].map(([name, value]) => `${name}=${value}`)] },
    ],
    images: ['app', 'console'].map((name) => ({ name: `caregate/${name}`, newTag: 'local' })),
  };
}

function serviceOf({ services }: ComposeFile, name: string): ComposeService {
  const service = services[name];
  if (service === undefined) throw new Error(`The compose file has no ${name}.`);
  return service;
}

function document(value: object): string {
  return stringify(value, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false });
}
