import { DomainError } from '@caregate/core-errors';
import { ruleOf, type Caller } from '@caregate/core-permissions';
import { refusalOf } from '@caregate/kit-access';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { currentContext, type RequestContext } from '../context/request-context.js';
import { foreseen } from '../problem/foreseen.js';
import type { AnyRequest } from '../server/raw.js';
import { credentialIn, type ApiKeySign } from './credential.js';
import type { AccessDecider, TokenChecker } from './ports.js';
import { declarationOf, type RouteAccess, type RouteDeclaration } from './route-declaration.js';
import { handlerOf, type RouteTrail } from './route-trail.js';

/** Who tells what a token is worth, and what its bearer may do. */
export interface Door {
  readonly verifier: TokenChecker;
  readonly authorizer: AccessDecider;
  /** Given where API keys are taken, in the header `X-API-Key`; the verifier must know them. */
  readonly isApiKey?: ApiKeySign;
}

/** Who is at the door, and whose record they ask for. */
interface Visitor {
  readonly caller: Caller;
  readonly patientId?: string;
}

type Requirement = Extract<RouteAccess, { kind: 'requires' }>;

/**
 * Stands before every handler, and asks the handler itself what it demands: a spelling of the path that the router
 * takes for the route (`/%61dmin`, CVE-2025-69211) meets the same guard. A route that declares nothing is closed.
 */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly door: Door | undefined,
    private readonly trail: RouteTrail,
  ) {}

  canActivate(execution: ExecutionContext): boolean | Promise<boolean> {
    const declaration = declarationOf(execution.getHandler());
    if (declaration.access?.kind === 'public') return true;
    const request = execution.switchToHttp().getRequest<AnyRequest>();
    return this.admit(declaration, request, execution);
  }

  private async admit(declaration: RouteDeclaration, request: AnyRequest, execution: ExecutionContext): Promise<true> {
    const context = currentContext();
    const { access } = declaration;
    const patientId = patientIdOf(access, request);
    try {
      if (access?.kind !== 'requires') throw new DomainError('access.route.undeclared');
      context.requiredScopes = ruleOf(access.permission).scopes.slice(0, 1);
      context.caller = await this.authenticate(request);
      await this.authorize(access, { caller: context.caller, ...(patientId !== undefined && { patientId }) }, context);
      return true;
    } catch (thrown) {
      await this.trail.failed({ declaration, handler: handlerOf(execution), patientId }, foreseen(thrown));
      throw thrown;
    }
  }

  private async authenticate({ headers }: AnyRequest): Promise<Caller> {
    const { verifier, isApiKey } = this.open();
    const token = credentialIn(headers, isApiKey);
    return verifier.peek(token) ?? verifier.verify(token);
  }

  private async authorize({ permission }: Requirement, about: Visitor, context: RequestContext): Promise<void> {
    const decision = await this.open().authorizer.decide({ ...about, permission });
    if (!decision.allowed) throw refusalOf(decision);
    context.admission = { via: decision.via, patientId: about.patientId, glass: decision.glass };
  }

  private open(): Door {
    if (this.door === undefined) throw new Error('The app was created without a verifier and an authorizer.');
    return this.door;
  }
}

function patientIdOf(access: RouteAccess | undefined, { params }: AnyRequest): string | undefined {
  if (access?.kind !== 'requires' || access.patientParam === undefined) return undefined;
  const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, access.patientParam) : '';
  return typeof value === 'string' ? value : undefined;
}
