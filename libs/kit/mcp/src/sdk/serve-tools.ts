import {
  CLIENT_CAPABILITIES_META_KEY,
  ProtocolError,
  type CallToolResult,
  type InputRequiredResult,
  type ListToolsResult,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { CallOutcome } from '../pipeline/call.outcome.js';
import { askedAgain, purposeIn, type CallRequest } from '../pipeline/call.request.js';
import type { ViewCatalogue } from '../view/view.catalogue.js';
import type { Answers } from './answers.js';
import type { PersonAsker } from './person.asker.js';
import { protocolErrorOf } from './protocol-error.js';

export function serveTools(server: Server, views: ViewCatalogue, asker: PersonAsker, answers: Answers): void {
  server.setRequestHandler('tools/list', async (_request, { mcpReq }) => {
    const listings = await answers.list(mcpReq.signal);
    return listOf(views.linked(listings, server.getClientCapabilities()));
  });
  server.setRequestHandler('tools/call', ({ params }, { mcpReq }) => {
    const request = { name: params.name, arguments: params.arguments, purpose: purposeIn(mcpReq._meta) };
    return answer(request, mcpReq, { server, asker, answers });
  });
}

interface Serving {
  readonly server: Server;
  readonly asker: PersonAsker;
  readonly answers: Answers;
}

async function answer(
  request: CallRequest,
  mcpReq: ServerContext['mcpReq'],
  { server, asker, answers }: Serving,
): Promise<CallToolResult | InputRequiredResult> {
  const brought = asker.brought(mcpReq);
  const asked = brought === undefined ? request : askedAgain(request, brought.answer, brought.token);
  const outcome = await answers.call(asked, mcpReq.signal);
  const question = outcome.kind === 'result' ? outcome.question : undefined;
  // Over a connection that lasts, the SDK fills in the server's view for 2025 only.
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {};
  const client = envelope[CLIENT_CAPABILITIES_META_KEY] ?? server.getClientCapabilities();
  if (question === undefined || !asker.canAsk(client)) return resultOf(outcome);
  if (answers.era === 'modern') return asker.required(question);
  const said = await asker.ask(mcpReq, question, answers.hangUp());
  return resultOf(await answers.call(askedAgain(request, said, question.token), mcpReq.signal));
}

function listOf(listings: readonly object[]): ListToolsResult {
  // The listings come from z.toJSONSchema, whose types are wider than those of the wire.
  return { tools: [...listings] as ListToolsResult['tools'] };
}

function resultOf(outcome: CallOutcome): CallToolResult {
  if (outcome.kind === 'result') return { ...outcome.result, content: [...outcome.result.content] };
  const { code, message, data } = protocolErrorOf(outcome);
  throw new ProtocolError(code, message, data);
}
