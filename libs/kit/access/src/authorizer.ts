import {
  decide,
  principalOf,
  ruleOf,
  type Caller,
  type Decision,
  type Permission,
  type Relation,
} from '@caregate/core-permissions';
import type { RelationsSource } from './relations-source.js';

export interface AuthorizerOptions {
  readonly relations: RelationsSource;
  readonly clock?: () => Date;
}

export interface AuthorizationQuestion {
  readonly caller: Caller;
  readonly permission: Permission;
  readonly patientId?: string;
}

/** Asks the one decision of `libs/core/permissions`, with the relations of whom the caller stands for. */
export class Authorizer {
  private readonly relations: RelationsSource;
  private readonly clock: () => Date;

  constructor({ relations, clock = () => new Date() }: AuthorizerOptions) {
    this.relations = relations;
    this.clock = clock;
  }

  /** Throws `access.view.stale` when relations are needed and cannot be known. */
  async decide(question: AuthorizationQuestion): Promise<Decision> {
    const { subject } = ruleOf(question.permission);
    const relations = subject === 'none' ? [] : await this.relationsOf(principalOf(question.caller));
    return decide({ ...question, relations, now: this.clock() });
  }

  /** Also those that have not begun or have ended: whoever shows patients by them asks `reachOf`, which looks. */
  relationsOf(subject: string): Promise<readonly Relation[]> {
    return this.relations.of(subject);
  }
}
