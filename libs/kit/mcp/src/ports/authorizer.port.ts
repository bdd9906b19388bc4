import type { Caller, Decision, Permission, Relation } from '@caregate/core-permissions';

/** What the host needs of `Authorizer` in `libs/kit/access`. */
export interface AuthorizerPort {
  decide(question: {
    readonly caller: Caller;
    readonly permission: Permission;
    readonly patientId?: string;
  }): Promise<Decision>;
  relationsOf(subject: string): Promise<readonly Relation[]>;
}
