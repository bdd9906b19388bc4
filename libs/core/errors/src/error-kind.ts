/** What went wrong, in the caller's terms; each transport maps a kind to its own vocabulary in one place. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'too-many'
  | 'unavailable'
  | 'timeout'
  | 'internal';

/** One row of the catalogue: `publicMessage` is all that a caller sees of it. */
export interface CatalogueEntry {
  readonly kind: ErrorKind;
  readonly publicMessage: string;
}
