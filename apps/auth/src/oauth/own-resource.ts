import type { ProtectedResourceConfig } from './protected-resource.config.js';

/** The routes of this app that ask for a token are a protected resource like any other. */
export class OwnResource {
  readonly metadata: object;

  constructor({ url, title, scopes }: ProtectedResourceConfig, issuer: string) {
    this.metadata = {
      resource: url,
      resource_name: title,
      authorization_servers: [issuer],
      scopes_supported: scopes,
      bearer_methods_supported: ['header'],
    };
  }
}
