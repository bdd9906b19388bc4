import { labelsOf, type Manifest } from './manifest.js';
import { podOf, type PodParts } from './pod.js';

/** What ends by itself. It may run any number of times, so that one that failed is tried again. */
export function jobManifest(parts: Omit<PodParts, 'container' | 'more'>): Manifest {
  const { name } = parts;
  const template = podOf({ ...parts, container: {}, more: { restartPolicy: 'OnFailure' } });
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: labelsOf(name) },
    spec: { backoffLimit: 10, template },
  };
}
