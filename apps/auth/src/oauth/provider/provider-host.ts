import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';

/** Holds the provider of the moment. When the signing key changes, requests under way end with the one they began with. */
export class ProviderHost {
  private provider: Provider;
  private callback: (request: IncomingMessage, response: ServerResponse) => Promise<void>;

  constructor(private readonly create: () => Provider) {
    this.provider = create();
    this.callback = this.provider.callback();
  }

  get current(): Provider {
    return this.provider;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.callback(request, response);
  }

  /** After the keys changed. */
  renew(): void {
    this.provider = this.create();
    this.callback = this.provider.callback();
  }
}
