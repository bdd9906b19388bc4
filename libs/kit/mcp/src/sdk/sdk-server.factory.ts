import { ProtocolError, Server, type CallToolResult, type ListToolsResult } from '@modelcontextprotocol/server';
import type { CallOutcome } from '../pipeline/call.outcome.js';
import type { CallRequest } from '../pipeline/call.request.js';
import type { PromptCatalogue } from '../prompt/prompt.catalogue.js';
import type { ResourceCatalogue } from '../resource/resource.catalogue.js';
import type { ToolListing } from '../tool/tool.listing.js';
import type { ViewCatalogue } from '../view/view.catalogue.js';
import type { McpIdentity } from './mcp.identity.js';
import { protocolErrorOf } from './protocol-error.js';
import { servePrompts } from './serve-prompts.js';
import { serveResources } from './serve-resources.js';

const LISTING_CACHE = { ttlMs: 60_000, cacheScope: 'private' } as const;
const cacheHints = {
  'tools/list': LISTING_CACHE,
  'server/discover': LISTING_CACHE,
  'prompts/list': LISTING_CACHE,
  'resources/list': LISTING_CACHE,
  'resources/templates/list': LISTING_CACHE,
  // A record changes at any time, and every look at it belongs on the trail.
  'resources/read': { ttlMs: 0, cacheScope: 'private' },
} as const;

/** How the server at hand has its requests answered. */
export interface Answers {
  readonly call: (request: CallRequest, signal: AbortSignal) => Promise<CallOutcome>;
  readonly list: (signal: AbortSignal) => Promise<readonly ToolListing[]>;
}

/** Builds the SDK's view of the host: what the SDK parses, the pipeline answers. */
export class SdkServerFactory {
  constructor(
    private readonly identity: McpIdentity,
    private readonly resources: ResourceCatalogue,
    private readonly prompts: PromptCatalogue,
    private readonly views: ViewCatalogue,
  ) {}

  build(answers: Answers): Server {
    const { name, version, instructions } = this.identity;
    const server = new Server({ name, version }, { capabilities: this.capabilities(), instructions, cacheHints });
    server.setRequestHandler('tools/list', async (_request, { mcpReq }) => {
      const listings = await answers.list(mcpReq.signal);
      return listOf(this.views.linked(listings, server.getClientCapabilities()));
    });
    server.setRequestHandler('tools/call', async ({ params }, { mcpReq }) =>
      resultOf(await answers.call({ name: params.name, arguments: params.arguments }, mcpReq.signal)),
    );
    if (this.hasResources()) serveResources(server, this.resources, this.views, answers);
    if (!this.prompts.isEmpty) servePrompts(server, this.prompts, answers);
    return server;
  }

  private hasResources(): boolean {
    return !this.resources.isEmpty || !this.views.isEmpty;
  }

  private capabilities() {
    return {
      tools: {},
      ...(this.hasResources() && { resources: {} }),
      ...(!this.prompts.isEmpty && { prompts: {} }),
    };
  }
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
