/** The provider said no. `passport-oauth2` looks for the two members to make its own error of it. */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal';

  constructor(
    readonly statusCode: number,
    readonly data: string,
  ) {
    super(`The provider refused with status ${statusCode}.`);
  }
}
