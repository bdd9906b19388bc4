import type { Tool } from './tool.js';
import type { ToolListing } from './tool.listing.js';

/** The tools of one host, by name, in an order that is the same for every caller and process. */
export class ToolRegistry<S> {
  readonly listings: readonly ToolListing[];
  private readonly byName: ReadonlyMap<string, Tool<S>>;

  constructor(tools: readonly Tool<S>[]) {
    this.byName = new Map(tools.map((tool) => [tool.name, tool]));
    if (this.byName.size !== tools.length) throw new Error('Two tools have the same name.');
    this.listings = tools.map(({ listing }) => listing);
  }

  find(name: string): Tool<S> | undefined {
    return this.byName.get(name);
  }
}
