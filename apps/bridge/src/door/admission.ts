import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { refusalOf } from '@caregate/kit-access';
import { bearerToken, currentContext, type AccessDecider, type TokenChecker } from '@caregate/kit-http';
import type { ProxiedServer } from '../proxied/proxied-server.config.js';

export interface AdmissionParts {
  readonly verifier: Pick<TokenChecker, 'verify'>;
  readonly authorizer: AccessDecider;
}

/** Who stands at the door of one proxied server, and whether it opens. A server that names no rule opens to nobody. */
export class Admission {
  constructor(
    private readonly server: Pick<ProxiedServer, 'permission' | 'scope'>,
    private readonly parts: AdmissionParts,
  ) {}

  async callerOf(headers: IncomingHttpHeaders): Promise<Caller> {
    const caller = await this.parts.verifier.verify(bearerToken(headers));
    currentContext().caller = caller;
    return caller;
  }

  /** Throws the refusal. */
  async authorize(caller: Caller): Promise<void> {
    const { permission, scope } = this.server;
    if (permission === undefined && scope === undefined) throw new DomainError('access.refused');
    if (scope !== undefined && !caller.scopes.includes(scope)) throw new DomainError('access.scope.insufficient');
    if (permission === undefined) return;
    const decision = await this.parts.authorizer.decide({ caller, permission });
    if (!decision.allowed) throw refusalOf(decision);
  }
}
