import type { Ports } from './ports.js';

/** Where everything answers; the one place that composes an address of the local stack. */
export interface Addresses {
  readonly auth: string;
  readonly issuer: string;
  readonly jwks: string;
  readonly token: string;
  readonly verify: string;
  readonly ehr: string;
  /** Streamable HTTP of the health record, and at the same time its OAuth resource. */
  readonly ehrMcp: string;
  readonly ehrSocket: string;
  readonly imaging: string;
  readonly imagingMcp: string;
  /** REST of the orchestrator, and at the same time its OAuth resource. */
  readonly orchestrator: string;
  readonly agentSocket: string;
  readonly biasDetector: string;
  readonly bridge: string;
  /** A server of others behind the bridge, and at the same time its OAuth resource. */
  readonly everythingMcp: string;
  /** Where a browser finds the console, and everything else behind one address. */
  readonly edge: string;
  readonly console: string;
  /** The image archive behind its gate, and at the same time its OAuth resource. */
  readonly pacs: string;
  readonly identityProvider: string;
  readonly socialProviders: string;
  readonly healthImaging: string;
}

export function addressesOf(ports: Ports): Addresses {
  const auth = local(ports.auth);
  const ehr = local(ports.ehr);
  const imaging = local(ports.imaging);
  const bridge = local(ports.bridge);
  const edge = local(ports.edge);
  return {
    auth,
    issuer: `${auth}/oauth`,
    jwks: `${auth}/oauth/jwks`,
    token: `${auth}/oauth/token`,
    verify: `${local(ports.verify)}/verify`,
    ehr,
    ehrMcp: `${ehr}/mcp`,
    ehrSocket: `ws://127.0.0.1:${ports.ehr}/`,
    imaging,
    imagingMcp: `${imaging}/mcp`,
    orchestrator: local(ports.orchestrator),
    agentSocket: local(ports.agentSocket),
    biasDetector: local(ports.biasDetector),
    bridge,
    everythingMcp: `${bridge}/everything/mcp`,
    edge,
    console: `${edge}/console/`,
    pacs: `${edge}/pacs`,
    identityProvider: local(ports.identityProvider),
    socialProviders: local(ports.socialProviders),
    healthImaging: local(ports.healthImaging),
  };
}

function local(port: number): string {
  return `http://127.0.0.1:${port}`;
}
