import type { Scope } from '@caregate/core-permissions';

/** Who answers behind the edge. */
export const upstreamNames = [
  'auth',
  'ehr',
  'imaging',
  'orchestrator',
  'agent-socket',
  'bridge',
  'orthanc',
  'console',
] as const;

export type UpstreamName = (typeof upstreamNames)[number];

/** Protected resources (RFC 8707) by a name that does not depend on where they are deployed. */
export type ResourceName = 'auth' | 'ehr' | 'imaging' | 'orchestrator' | 'pacs';

/** What `/verify` is told to ask of requests of a route; see `VERIFY_ROUTES` of apps/auth. */
export interface AskedRule {
  readonly resource: ResourceName;
  /** `optional`: who shows nothing goes on as nobody, and the service decides. */
  readonly access?: 'authenticated' | 'optional';
  readonly scopes?: readonly Scope[];
  readonly cookie?: boolean;
  readonly cors?: boolean;
  readonly policy?: 'route' | 'pacs';
}

/** A path that is none of a service: whoever comes there is sent on. */
export interface EdgeRedirect {
  readonly name: string;
  readonly path: string;
  readonly to: string;
}

/** One line of the table from which every edge is configured. */
export interface EdgeRoute {
  readonly name: string;
  readonly host?: string;
  /** Covers itself and everything below: `/ehr` covers `/ehr/mcp`, but not `/ehrx`; `/ehr/` covers what is below only. */
  readonly prefix: string;
  /** The higher goes first. Of two routes that overlap the narrower is the higher, for that is how nginx chooses. */
  readonly priority: number;
  readonly upstream: UpstreamName;
  /** Stands before the upstream in place of the prefix; absent where the path goes through as it is. */
  readonly becomes?: string;
  /** Absent where everybody may come and the upstream decides alone. */
  readonly asked?: AskedRule;
  /** The upstream sets no security headers of its own, so the edge does. */
  readonly bare?: boolean;
  /**
   * The upstream makes the addresses in its answers of `Forwarded` (RFC 7239), and knows no prefix: so that stands behind
   * the host, where Orthanc's DICOMweb takes it for a part of it.
   */
  readonly forwarded?: boolean;
  /**
   * WebSockets are opened here. `/verify` is asked once for each, so that the upstream has to go on looking at the token
   * and end the socket when it is revoked, as `TokenWatch` (kit/mcp) and `PeerWatch` (orchestrator) do. Everywhere else an
   * edge passes no `Upgrade` on.
   */
  readonly sockets?: boolean;
}
