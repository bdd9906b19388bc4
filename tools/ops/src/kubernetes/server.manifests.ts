import type { ComposeService } from '../compose/compose-file.js';
import { labelsOf, type Manifest } from './manifest.js';
import { podOf, type PodParts } from './pod.js';

export interface Port {
  readonly name: string;
  readonly port: number;
}

export interface ServerParts extends Omit<PodParts, 'container'> {
  readonly ports: readonly Port[];
  /** Kubernetes asks it by itself; see `askedOverHttp`. */
  readonly probes: object;
  /** Conversations that live in one process: whoever comes from one address is led to one pod. */
  readonly keepsTogether?: boolean;
  readonly serviceMore?: object;
}

/** How often the copies of a service are at least there, and at most. */
const [COPIES_MIN, COPIES_MAX] = [2, 6];
/** Endpoints are taken off beside the signal to end, so that the last requests still arrive; our apps wait by themselves. */
const lifecycle = { preStop: { sleep: { seconds: 5 } } };
const waitsByItself = ({ environment }: ComposeService) => 'STOP_DELAY_SECONDS' in environment;

/** A service with at least two pods, more of them when they are busy, and never none while nodes are changed. */
export function serverManifests(parts: ServerParts): readonly Manifest[] {
  const { name, ports } = parts;
  const selector = { matchLabels: { app: name } };
  const metadata = { name, labels: labelsOf(name) };
  const containerPorts = ports.map((each) => ({ name: each.name, containerPort: each.port }));
  const container = { ports: containerPorts, ...parts.probes, ...(waitsByItself(parts.service) ? {} : { lifecycle }) };
  const more = { terminationGracePeriodSeconds: 40, topologySpreadConstraints: [spread(selector)], ...parts.more };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector,
        // The number of pods belongs to the autoscaler below.
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        template: podOf({ ...parts, container, more }),
      },
    },
    serviceManifest(parts),
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas: COPIES_MIN,
        maxReplicas: COPIES_MAX,
        metrics: [utilization('cpu', 70), utilization('memory', 85)],
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { minAvailable: 1, selector },
    },
  ];
}

/** The app says by itself when requests should come (`/ready`), and that it turns (`/live`). */
export function askedOverHttp(port: string, ready = '/ready') {
  const probe = (path: string, failureThreshold: number) => ({
    httpGet: { path, port },
    periodSeconds: 5,
    timeoutSeconds: 4,
    failureThreshold,
  });
  return {
    startupProbe: probe('/live', 24),
    readinessProbe: probe(ready, 2),
    livenessProbe: probe('/live', 6),
  };
}

function serviceManifest({ name, ports, keepsTogether, serviceMore }: ServerParts): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: labelsOf(name) },
    spec: {
      selector: { app: name },
      ports: ports.map((each) => ({ name: each.name, port: each.port, targetPort: each.name })),
      ...(keepsTogether === true ? { sessionAffinity: 'ClientIP' } : {}),
      ...serviceMore,
    },
  };
}

function utilization(name: string, averageUtilization: number) {
  // Of what is requested; memory is half of the limit there.
  return {
    type: 'Resource',
    resource: {
      name,
      target: {
        type: 'Utilization',
        averageUtilization: name === 'memory' ? averageUtilization * 2 : averageUtilization,
      },
    },
  };
}

function spread(labelSelector: object) {
  return { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector };
}
