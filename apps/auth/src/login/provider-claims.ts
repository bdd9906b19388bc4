/** What a provider says of a person, in the names of OpenID Connect Core §5.1, after all checks of its answer. */
export interface ProviderClaims {
  readonly [claim: string]: unknown;
}
