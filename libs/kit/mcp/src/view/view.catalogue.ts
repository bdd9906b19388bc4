import type { ClientCapabilities } from '@modelcontextprotocol/server';
import type { ToolListing } from '../tool/tool.listing.js';
import type { AppView } from './app.view.js';

/** Extension and type of MCP Apps 2026-01-26. */
const EXTENSION = 'io.modelcontextprotocol/ui';
const MIME_TYPE = 'text/html;profile=mcp-app';

/** Said and not only left out, so that a host that adds up policies has something to add: nothing. */
const csp = { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] };
const _meta = { ui: { csp, prefersBorder: true } };

/** The pages of one host. */
export class ViewCatalogue {
  private readonly byTool: ReadonlyMap<string, AppView>;

  constructor(private readonly views: readonly AppView[]) {
    this.byTool = new Map(views.flatMap((view) => view.tools.map((tool) => [tool, view] as const)));
  }

  get isEmpty(): boolean {
    return this.views.length === 0;
  }

  /** The listings, with the page that each opens. `client` is `undefined` when it has not said what it can. */
  linked(listings: readonly ToolListing[], client: ClientCapabilities | undefined): readonly object[] {
    if (this.isEmpty || !mayShow(client)) return listings;
    return listings.map((listing) => {
      const view = this.byTool.get(listing.name);
      return view === undefined ? listing : { ...listing, _meta: { ui: { resourceUri: view.uri } } };
    });
  }

  /** Elements of `resources/list`, for who is shown one of the tools. */
  shownWith(tools: readonly ToolListing[]) {
    return this.views
      .filter((view) => isShown(view, tools))
      .map(({ uri, name, title, description }) => ({ uri, name, title, description, mimeType: MIME_TYPE, _meta }));
  }

  /** The page at an address, as an element of the answer to `resources/read`. */
  contentAt(uri: string, tools: readonly ToolListing[]) {
    const view = this.views.find((candidate) => candidate.uri === uri && isShown(candidate, tools));
    return view && { uri, mimeType: MIME_TYPE, text: view.html, _meta };
  }
}

/** Requests of 2025 over HTTP say nothing of their client; who does not know `_meta.ui` leaves it alone. */
function mayShow(client: ClientCapabilities | undefined): boolean {
  return client === undefined || client.extensions?.[EXTENSION] !== undefined;
}

function isShown(view: AppView, tools: readonly ToolListing[]): boolean {
  return tools.some(({ name }) => view.tools.includes(name));
}
