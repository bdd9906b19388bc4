import { ResourceNotFoundError, specTypeSchemas, type Server } from '@modelcontextprotocol/server';
import type { ToolResult } from '../pipeline/call.outcome.js';
import { purposeIn } from '../pipeline/call.request.js';
import type { ResourceCatalogue } from '../resource/resource.catalogue.js';
import type { ToolListing } from '../tool/tool.listing.js';
import type { ViewCatalogue } from '../view/view.catalogue.js';
import type { Answers } from './answers.js';
import { knownResult, toolRefusal } from './tool-refusal.js';

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
  server.setRequestHandler(
    'resources/read',
    { params: specTypeSchemas.ReadResourceRequestParams },
    async ({ uri }, { mcpReq }) => {
      if (uri.startsWith('ui:')) return { contents: [pageOf(uri, views, await answers.list(mcpReq.signal))] };
      const call = catalogue.callOf(uri);
      if (call === undefined) throw new ResourceNotFoundError(uri);
      return {
        contents: [
          {
            uri,
            mimeType,
            text: textOf(knownResult(await answers.call({ ...call, purpose: purposeIn(mcpReq._meta) }, mcpReq.signal))),
          },
        ],
      };
    },
  );
}

function pageOf(uri: string, views: ViewCatalogue, tools: readonly ToolListing[]) {
  const page = views.contentAt(uri, tools);
  if (page === undefined) throw new ResourceNotFoundError(uri);
  return page;
}

function textOf(result: ToolResult): string {
  if (result.isError === true) throw toolRefusal(result).error;
  return result.content[0].text;
}
