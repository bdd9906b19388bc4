import type { ToolListing } from '../tool/tool.listing.js';
import type { PromptTemplate } from './prompt.template.js';

/** The prompts of one host. */
export class PromptCatalogue {
  constructor(private readonly prompts: readonly PromptTemplate[]) {}

  get isEmpty(): boolean {
    return this.prompts.length === 0;
  }

  /** Those that need no tool which the caller is not shown. */
  shownWith(tools: readonly ToolListing[]): readonly PromptTemplate[] {
    const names = new Set(tools.map(({ name }) => name));
    return this.prompts.filter((prompt) => prompt.tools.every((tool) => names.has(tool)));
  }
}
