import type { DateCondition } from './date-condition.js';
import type { Include } from './include.js';
import type { ServedType } from './served-types.js';
import type { Token } from './search-parameter.js';

/** One parameter of a search: any of its values is enough (a comma means "or"). */
export type Condition =
  | { readonly kind: 'missing'; readonly name: string; readonly missing: boolean }
  | { readonly kind: 'token'; readonly name: string; readonly not: boolean; readonly anyOf: readonly TokenValue[] }
  | {
      readonly kind: 'string';
      readonly name: string;
      readonly match: 'begins' | 'exact' | 'contains';
      readonly anyOf: readonly string[];
    }
  | { readonly kind: 'date'; readonly name: string; readonly anyOf: readonly DateCondition[] }
  | { readonly kind: 'reference'; readonly name: string; readonly anyOf: readonly string[] };

/** `system: null` stands for `|code`: the code of no system. */
export interface TokenValue extends Omit<Token, 'system'> {
  readonly system?: string | null | undefined;
}

export interface SortRule {
  readonly by: string;
  readonly descending: boolean;
}

export const summaries = ['true', 'text', 'data', 'count', 'false'] as const;

/** A search as it was asked, understood in full: what was not understood is in `ignored` or was refused. */
export interface FhirQuery {
  readonly type: ServedType;
  /** Each has to hold. */
  readonly conditions: readonly Condition[];
  /** What is brought along with the results. */
  readonly includes: readonly Include[];
  readonly sort: readonly SortRule[];
  readonly count: number;
  /** Whether it is to be told how many there are in all. */
  readonly isCounted: boolean;
  /** Where the page before ended. */
  readonly cursor: string | undefined;
  readonly summary: (typeof summaries)[number];
  readonly elements: readonly string[];
  /** Parameters nobody knows, under lenient handling. */
  readonly ignored: readonly string[];
  /** What was understood, for the self link. */
  readonly understood: readonly (readonly [name: string, value: string])[];
}
