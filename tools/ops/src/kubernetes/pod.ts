import type { ComposeService } from '../compose/compose-file.js';
import { environmentOf } from './environment.js';
import { labelsOf, onNetwork } from './manifest.js';

/** The Secret that has a key for each file of deploy/compose/secrets. */
const SECRETS = 'caregate';
const NODE_USER = 1000;

export interface PodParts {
  readonly name: string;
  readonly service: ComposeService;
  /** Ports, probes, and what else the container has. */
  readonly container: object;
  readonly volumes?: readonly object[];
  readonly mounts?: readonly object[];
  readonly user?: number;
  readonly more?: object;
}

/** A pod as closed as the container of the compose file: nothing to write but /tmp, no right, only its own secrets. */
export function podOf({ name, service, container, volumes = [], mounts = [], user = NODE_USER, more }: PodParts) {
  const { image, command, secrets, networks } = service;
  const secret = { secretName: SECRETS, defaultMode: 0o440, items: secrets.map((key) => ({ key, path: key })) };
  return {
    metadata: { labels: { ...labelsOf(name), ...Object.assign({}, ...networks.map(onNetwork)) } },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        fsGroup: user,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name,
          image: imageOf(image),
          ...(command === undefined ? {} : { args: command }),
          env: environmentOf(service),
          resources: resourcesOf(service),
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          ...container,
          volumeMounts: [
            { name: 'tmp', mountPath: '/tmp' },
            ...(secrets.length === 0 ? [] : [{ name: 'secrets', mountPath: '/run/secrets', readOnly: true }]),
            ...mounts,
          ],
        },
      ],
      volumes: [
        { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
        ...(secrets.length === 0 ? [] : [{ name: 'secrets', secret }]),
        ...volumes,
      ],
      ...more,
    },
  };
}

/** kustomization.yaml names version and registry. */
function imageOf(image: string): string {
  return image.replace(/:\$\{[^}]*\}$/u, '');
}

/** What it may have at most, and half of the memory and a tenth of the time to begin with. */
function resourcesOf(service: ComposeService) {
  const { mem_limit: memory, cpus } = service as { mem_limit?: unknown; cpus?: unknown };
  const [, amount = '', unit = ''] = /^(\d+)([mg])$/u.exec(String(memory)) ?? [];
  const megabytes = Number(amount) * (unit === 'g' ? 1024 : 1);
  const milliseconds = Number(cpus) * 1000;
  return {
    requests: { memory: `${megabytes / 2}Mi`, cpu: `${milliseconds / 10}m` },
    limits: { memory: `${megabytes}Mi`, cpu: `${milliseconds}m` },
  };
}
