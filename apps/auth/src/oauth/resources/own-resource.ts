import { protectedResourceMetadata } from '@caregate/core-contracts';
import type { ProtectedResourceConfig } from './protected-resource.config.js';

/** The routes of this app that ask for a token are a protected resource like any other. */
export class OwnResource {
  readonly metadata: object;

  constructor({ url, title, scopes }: ProtectedResourceConfig, issuer: string) {
    this.metadata = protectedResourceMetadata({ url, authorizationServers: [issuer], scopesSupported: scopes }, title);
  }
}
