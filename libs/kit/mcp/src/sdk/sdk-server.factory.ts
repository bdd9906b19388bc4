import type { Server } from '@modelcontextprotocol/server';
import type { HostLimits } from '../host/host.limits.js';
import type { ViewCatalogue } from '../view/view.catalogue.js';
import type { Answers } from './answers.js';
import type { McpIdentity } from './mcp.identity.js';
import { PersonAsker } from './person.asker.js';
import { serveCompletions, type Completing } from './serve-completions.js';
import { servePrompts } from './serve-prompts.js';
import { serveResources } from './serve-resources.js';
import { serveTools } from './serve-tools.js';
import { ShapedServer } from './shaped.server.js';

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

/** What the host has besides tools. */
export interface Offers extends Completing {
  readonly views: ViewCatalogue;
}

/** Builds the SDK's view of the host: what the SDK parses, the pipeline answers. */
export class SdkServerFactory {
  constructor(
    private readonly identity: McpIdentity,
    private readonly offers: Offers,
    private readonly limits: Pick<HostLimits, 'answerMilliseconds'>,
  ) {}

  build(answers: Answers): Server {
    const { name, version, instructions } = this.identity;
    const { resources, prompts, views, completions } = this.offers;
    const server = new ShapedServer({ name, version }, { capabilities: this.capabilities(), instructions, cacheHints });
    serveTools(server, views, new PersonAsker(this.limits.answerMilliseconds), answers);
    // These name the schemas of their requests: without, the SDK calls what has another shape a fault of its own.
    if (this.hasResources()) serveResources(server, resources, views, answers);
    if (!prompts.isEmpty) servePrompts(server, prompts, answers);
    if (!completions.isEmpty) serveCompletions(server, this.offers, answers);
    return server;
  }

  private hasResources(): boolean {
    return !this.offers.resources.isEmpty || !this.offers.views.isEmpty;
  }

  private capabilities() {
    return {
      tools: {},
      ...(this.hasResources() && { resources: {} }),
      ...(!this.offers.prompts.isEmpty && { prompts: {} }),
      ...(!this.offers.completions.isEmpty && { completions: {} }),
    };
  }
}
