import type { Tool } from '../tool/tool.js';
import type { Choice, Completion } from './completion.js';

/** MCP: no more than a hundred values in one answer. */
const VALUES_MAX = 100;

export interface Completed {
  readonly values: string[];
  readonly hasMore: boolean;
}

/** How arguments of prompts and variables of addresses are completed, by their names. */
export class CompletionCatalogue<S> {
  private readonly byArgument: ReadonlyMap<string, Completion<S>>;
  readonly tools: readonly Tool<S>[];

  constructor(completions: Readonly<Record<string, Completion<S>>>) {
    this.byArgument = new Map(Object.entries(completions));
    this.tools = Object.values(completions).flatMap((completion) => ('bind' in completion ? [completion] : []));
  }

  get isEmpty(): boolean {
    return this.byArgument.size === 0;
  }

  /** The values themselves, or the name of the tool that knows them. */
  of(argument: string, typed: string): Completed | { readonly tool: string } {
    const completion = this.byArgument.get(argument);
    if (completion === undefined) return { values: [], hasMore: false };
    return 'bind' in completion ? { tool: completion.name } : firstOf(completion, typed.trim().toLowerCase());
  }
}

function firstOf(choices: readonly Choice[], typed: string): Completed {
  const fitting = choices.filter(
    ({ value, title }) => value.toLowerCase().startsWith(typed) || title.toLowerCase().includes(typed),
  );
  return { values: fitting.slice(0, VALUES_MAX).map(({ value }) => value), hasMore: fitting.length > VALUES_MAX };
}
