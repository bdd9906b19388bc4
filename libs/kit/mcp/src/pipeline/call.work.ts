import { DomainError } from '@caregate/core-errors';
import { principalOf } from '@caregate/core-permissions';
import type { AuthorizerPort } from '../ports/authorizer.port.js';
import type { ToolContext, ToolImage } from '../tool/tool.context.js';
import type { CallAudit } from './call.audit.js';
import { authorize } from './call.authorization.js';
import type { CallFacts } from './call.facts.js';
import { assertPurpose, givePurpose } from './call.purpose.js';
import { ownArguments, tokenArgument, type CallRequest } from './call.request.js';
import type { Identity } from './identity.js';

export interface WorkParts<S> {
  readonly services: S;
  readonly authorizer: AuthorizerPort;
  readonly audit: CallAudit;
}

export interface WorkDone {
  readonly output: Readonly<Record<string, unknown>>;
  readonly images: readonly ToolImage[];
}

/** The steps between knowing the tool and having its output. Throws at the first that does not hold. */
export class CallWork<S> {
  constructor(private readonly parts: WorkParts<S>) {}

  async perform(request: CallRequest, identity: Identity, facts: CallFacts<S>, signal: AbortSignal): Promise<WorkDone> {
    const { tool } = facts;
    givePurpose(facts, request);
    const bound = tool.bind(ownArguments(request, tool));
    await authorize(facts, bound, identity, this.parts);
    assertPurpose(facts);
    facts.permitted = true;
    if (tool.recordedBy === 'pipeline') await this.record(facts);
    const images: ToolImage[] = [];
    const context = await this.contextOf(request, facts, signal, (image) => images.push(image));
    const output = await bound.run(context, this.parts.services);
    if (!facts.recorded) throw new DomainError('service.internal', { detail: { unrecorded: tool.name } });
    return { output, images };
  }

  private async record(facts: CallFacts<S>): Promise<void> {
    await this.parts.audit.success(facts);
    facts.recorded = true;
  }

  private async contextOf(
    request: CallRequest,
    facts: CallFacts<S>,
    signal: AbortSignal,
    show: (image: ToolImage) => void,
  ): Promise<ToolContext> {
    const { caller, decision, patientId, requestId, origin, tool } = facts;
    const withRelations = caller !== undefined && tool.permission !== 'public';
    return {
      caller,
      decision,
      relations: withRelations ? await this.parts.authorizer.relationsOf(principalOf(caller)) : [],
      patientId,
      requestId,
      transport: origin.transport,
      signal,
      accessToken: tokenArgument(request) ?? origin.token,
      recordIn: async (manager) => {
        await this.parts.audit.successIn(manager, facts);
        facts.recorded = true;
      },
      show,
    };
  }
}
