import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError, type Server } from '@modelcontextprotocol/server';
import { isRecord } from '../json/is-record.js';
import type { CallOutcome, ToolResult } from '../pipeline/call.outcome.js';
import { purposeIn } from '../pipeline/call.request.js';
import type { ResourceCatalogue } from '../resource/resource.catalogue.js';
import type { ToolListing } from '../tool/tool.listing.js';
import type { ViewCatalogue } from '../view/view.catalogue.js';
import { protocolErrorOf } from './protocol-error.js';
import type { Answers } from './answers.js';

const mimeType = 'application/json';

/** What is listed are pages, in which there is nobody's data: a list of records would be a list of patients. */
export function serveResources(
  server: Server,
  catalogue: ResourceCatalogue,
  views: ViewCatalogue,
  answers: Answers,
): void {
  server.setRequestHandler('resources/list', async (_request, { mcpReq }) => ({
    resources: views.isEmpty ? [] : views.shownWith(await answers.list(mcpReq.signal)),
  }));
  server.setRequestHandler('resources/templates/list', async (_request, { mcpReq }) => {
    const shown = catalogue.shownWith(await answers.list(mcpReq.signal));
    return { resourceTemplates: shown.map(({ tool: _tool, ...view }) => ({ ...view, mimeType })) };
  });
  server.setRequestHandler('resources/read', async ({ params: { uri } }, { mcpReq }) => {
    if (uri.startsWith('ui:')) return { contents: [pageOf(uri, views, await answers.list(mcpReq.signal))] };
    const call = catalogue.callOf(uri);
    if (call === undefined) throw new ResourceNotFoundError(uri);
    return {
      contents: [
        {
          uri,
          mimeType,
          text: textOf(await answers.call({ ...call, purpose: purposeIn(mcpReq._meta) }, mcpReq.signal)),
        },
      ],
    };
  });
}

function pageOf(uri: string, views: ViewCatalogue, tools: readonly ToolListing[]) {
  const page = views.contentAt(uri, tools);
  if (page === undefined) throw new ResourceNotFoundError(uri);
  return page;
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
