/** The application as it is registered at a provider. */
export interface SandboxRelyingParty {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** What every provider needs to know. */
export interface ProviderSetting {
  /** Address under which the provider answers, without a slash at the end. */
  readonly base: string;
  readonly party: SandboxRelyingParty;
}

/** Whether a request to the token endpoint is of the application that is registered. */
export function showsSecret(form: URLSearchParams, { clientId, clientSecret }: SandboxRelyingParty): boolean {
  return form.get('client_id') === clientId && form.get('client_secret') === clientSecret;
}
