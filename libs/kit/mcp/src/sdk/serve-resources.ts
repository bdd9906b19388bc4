import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError, type Server } from '@modelcontextprotocol/server';
import { isRecord } from '../json/is-record.js';
import type { CallOutcome, ToolResult } from '../pipeline/call.outcome.js';
import type { ResourceCatalogue } from '../resource/resource.catalogue.js';
import { protocolErrorOf } from './protocol-error.js';
import type { Answers } from './sdk-server.factory.js';

const mimeType = 'application/json';

/** Every address has a variable, so there are templates only: a list of addresses would be a list of patients. */
export function serveResources(server: Server, catalogue: ResourceCatalogue, answers: Answers): void {
  server.setRequestHandler('resources/list', () => ({ resources: [] }));
  server.setRequestHandler('resources/templates/list', async (_request, { mcpReq }) => {
    const shown = catalogue.shownWith(await answers.list(mcpReq.signal));
    return { resourceTemplates: shown.map(({ tool: _tool, ...view }) => ({ ...view, mimeType })) };
  });
  server.setRequestHandler('resources/read', async ({ params: { uri } }, { mcpReq }) => {
    const call = catalogue.callOf(uri);
    if (call === undefined) throw new ResourceNotFoundError(uri);
    return { contents: [{ uri, mimeType, text: textOf(await answers.call(call, mcpReq.signal)) }] };
  });
}

function textOf(outcome: CallOutcome): string {
  if (outcome.kind === 'unknown-tool') throw thrown(protocolErrorOf(outcome));
  if (outcome.result.isError === true) throw refusalOf(outcome.result);
  return outcome.result.content[0].text;
}

/** A resource has no error of its own, so what the tool says of its error becomes one of the protocol. */
function refusalOf({ content: [{ text }] }: ToolResult): ProtocolError {
  const said: unknown = JSON.parse(text);
  const { message, code, request_id } = isRecord(said) ? said : {};
  const isFault = /^(service|audit)\./.test(String(code));
  return thrown({
    code: isFault ? ProtocolErrorCode.InternalError : ProtocolErrorCode.InvalidParams,
    message: String(message),
    data: { code, request_id },
  });
}

function thrown({ code, message, data }: { code: number; message: string; data: unknown }): ProtocolError {
  return new ProtocolError(code, message, data);
}
