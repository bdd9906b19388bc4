import type { UpstreamName } from '../routes/edge-route.js';

/** Host and port, as in `auth:8080`. */
export type Place = string;

/** Where an edge stands: what it listens on, and where everything behind it answers. */
export interface EdgeTarget {
  readonly upstreams: Readonly<Record<UpstreamName, Place>>;
  /** Further instances of a service. They share its requests, and one that is not ready gets none (feature G05). */
  readonly more?: Readonly<Partial<Record<UpstreamName, readonly Place[]>>>;
  /** How often instances are asked whether they are ready; 5 by default. */
  readonly lookSeconds?: number;
  readonly verify: Place;
  /** Absent: plain HTTP, for specs and for whoever ends TLS before the edge. */
  readonly tls?: Tls;
  readonly port: number;
}

export interface Tls {
  readonly plainPort: number;
  readonly certificate: string;
  readonly key: string;
}
