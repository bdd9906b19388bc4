import type { ComposeFile } from '../compose/compose-file.js';
import { onNetwork, type Manifest } from './manifest.js';

const within = {
  ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'] },
};

/** Nothing may come and nothing may go; then who shares a network of the compose file may talk there. */
export function networkManifests(networks: readonly string[], file: ComposeFile): readonly Manifest[] {
  const isClosed = (name: string) => file.networks[name]?.internal === true;
  return [
    policy('nothing', {}, { policyTypes: ['Ingress', 'Egress'] }),
    policy(
      'names',
      {},
      { policyTypes: ['Egress'], egress: [{ to: [dns], ports: [port('UDP', 53), port('TCP', 53)] }] },
    ),
    ...networks.filter(isClosed).map((name) => among(name)),
    // Identity providers and clouds; never what else is in the cluster, nor where clouds tell of themselves.
    policy('outside', onNetwork('outside'), {
      policyTypes: ['Egress'],
      egress: [{ to: [within], ports: [port('TCP', 443)] }],
    }),
    policy('public', onNetwork('public'), {
      policyTypes: ['Ingress'],
      ingress: [{ ports: [port('TCP', 'web'), port('TCP', 'websecure')] }],
    }),
  ];
}

const dns = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

function among(name: string): Manifest {
  const others = [{ podSelector: { matchLabels: onNetwork(name) } }];
  return policy(name, onNetwork(name), {
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: others }],
    egress: [{ to: others }],
  });
}

function policy(name: string, matchLabels: object, rules: object): Manifest {
  const selector = Object.keys(matchLabels).length === 0 ? {} : { matchLabels };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: { podSelector: selector, ...rules },
  };
}

function port(protocol: 'TCP' | 'UDP', number: number | string) {
  return { protocol, port: number };
}
