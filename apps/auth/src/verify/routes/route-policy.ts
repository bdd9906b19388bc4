import type { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';

/** What a policy says of one request; a refusal is on the trail by then. */
export type PolicyVerdict =
  | {
      readonly allowed: true;
      /** What the upstream is shown as `Authorization`, when it knows nothing of our tokens. */
      readonly authorization: string;
    }
  | { readonly allowed: false; readonly error: DomainError };

/** A decision about each request of a route, on top of who may use the route at all. */
export interface RoutePolicy {
  /** `path` begins after the prefix of the route. Whoever wants to be taken for another method has none. */
  judge(caller: Caller, path: string, method: string | undefined): Promise<PolicyVerdict>;
}
