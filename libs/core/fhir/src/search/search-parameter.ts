import type { Period } from './period.js';

export interface Token {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
}

export interface TokenRules {
  /** Not a code of a system that tells cases apart: such are found in whatever case (FHIR R4 search.html#token). */
  readonly anyCase?: true;
  /** Of a `code`, which names no system because its element has but one (FHIR R4 search.html#token). */
  readonly impliedSystem?: string | undefined;
}

/** A search parameter: its type by FHIR R4 search.html#ptypes, and what of a resource it looks at. */
export type SearchParameter<R> =
  | ({ readonly kind: 'token'; readonly of: (resource: R) => readonly Token[] } & TokenRules)
  | { readonly kind: 'string'; readonly of: (resource: R) => readonly string[] }
  | { readonly kind: 'date'; readonly of: (resource: R) => readonly Period[] }
  | {
      readonly kind: 'reference';
      /** Types that it may point to; a bare id stands for the first. */
      readonly targets: readonly [string, ...string[]];
      /** `Type/id` */
      readonly of: (resource: R) => readonly string[];
    };

export type SearchParameters<R> = Readonly<Record<string, SearchParameter<R>>>;
