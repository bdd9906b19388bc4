import { DomainError } from '@caregate/core-errors';
import { principalOf, type Caller } from '@caregate/core-permissions';
import type { AuthorizerPort } from '../ports/authorizer.port.js';
import type { PersonQuestion, ToolContext, ToolImage } from '../tool/tool.context.js';
import { assertUnicode } from './assert-unicode.js';
import type { CallAudit } from './call.audit.js';
import { authorize } from './call.authorization.js';
import type { CallFacts } from './call.facts.js';
import { glassOf } from './call.glass.js';
import { assertPurpose, givePurpose } from './call.purpose.js';
import { ownArguments, tokenArgument, type CallRequest } from './call.request.js';
import type { Identity } from './identity.js';

export interface WorkParts<S> {
  readonly services: S;
  readonly authorizer: AuthorizerPort;
  readonly audit: CallAudit;
  /** Where clinicians break the glass; without it, a refusal names no way on. */
  readonly breakGlassUrl?: string | undefined;
  /** Told of each question to which nobody agreed, so that its token is good for nothing from then on. */
  readonly withdraw?: ((question: WithdrawnQuestion, services: S) => Promise<void>) | undefined;
}

export interface WithdrawnQuestion {
  readonly token: string;
  readonly tool: string;
  readonly caller: Caller;
}

export interface WorkDone {
  readonly output: Readonly<Record<string, unknown>>;
  readonly images: readonly ToolImage[];
  readonly question: PersonQuestion | undefined;
}

/** What a tool puts beside its answer. */
interface Beside {
  readonly images: ToolImage[];
  question?: PersonQuestion;
}

/** The steps between knowing the tool and having its output. Throws at the first that does not hold. */
export class CallWork<S> {
  constructor(private readonly parts: WorkParts<S>) {}

  async perform(request: CallRequest, identity: Identity, facts: CallFacts<S>, signal: AbortSignal): Promise<WorkDone> {
    const { tool } = facts;
    givePurpose(facts, request);
    const given = ownArguments(request, tool);
    assertUnicode(given);
    const bound = tool.bind(given);
    await authorize(facts, bound, identity, this.parts);
    facts.glass = await glassOf(facts, this.parts.authorizer);
    assertPurpose(facts);
    await this.assertAgreed(request, facts);
    facts.permitted = true;
    if (tool.recordedBy === 'pipeline') await this.record(facts);
    const beside: Beside = { images: [] };
    const context = await this.contextOf(request, facts, signal, beside);
    const output = await bound.run(context, this.parts.services);
    if (!facts.recorded) throw new DomainError('service.internal', { detail: { unrecorded: tool.name } });
    return { output, images: beside.images, question: beside.question };
  }

  /** Whoever was asked and did not agree is not asked a second time, and nothing is done (feature X05). */
  private async assertAgreed(request: CallRequest, { caller, tool }: CallFacts<S>): Promise<void> {
    const { answer } = request;
    if (answer === undefined || answer === 'agreed') return;
    const token = request.arguments?.['confirm_token'];
    if (typeof token === 'string' && caller !== undefined)
      await this.parts.withdraw?.({ token, tool: tool.name, caller }, this.parts.services);
    throw new DomainError(answer === 'declined' ? 'mcp.confirmation.declined' : 'mcp.confirmation.unanswered');
  }

  private async record(facts: CallFacts<S>): Promise<void> {
    await this.parts.audit.success(facts);
    facts.recorded = true;
  }

  private async contextOf(
    request: CallRequest,
    facts: CallFacts<S>,
    signal: AbortSignal,
    beside: Beside,
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
        // Who was told that the call has ended may repeat it: what it was about to do must not be done as well.
        if (signal.reason instanceof DomainError) throw signal.reason;
        await this.parts.audit.successIn(manager, facts);
        facts.recorded = true;
      },
      show: (image) => beside.images.push(image),
      ask: (question) => (beside.question = question),
    };
  }
}
