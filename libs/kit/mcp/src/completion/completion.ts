import type { Tool } from '../tool/tool.js';

/** A value that is nobody's data, and the words by which it is found too. */
export interface Choice {
  readonly value: string;
  readonly title: string;
}

/**
 * Where the values of an argument come from: out of a list, or out of a record. What comes out of a record is asked for
 * by a tool of its own, which is not listed, with the decision and on the trail: input `value`, output `values` and
 * `has_more`.
 */
export type Completion<S> = readonly Choice[] | Tool<S>;
