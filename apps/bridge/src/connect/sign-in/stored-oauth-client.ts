import { randomBytes } from 'node:crypto';
import type {
  FetchLike,
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';
import { z } from 'zod';
import type { CredentialFile } from './credential-file.js';

export interface StoredOAuthClientParts {
  readonly file: CredentialFile;
  readonly redirectUrl: string;
  readonly clientName: string;
  /** A client that was registered by hand; otherwise it registers itself (RFC 7591). */
  readonly client: { readonly id: string; readonly secret: string | undefined } | undefined;
}

/** One sign-in as the SDK's OAuth code wants to see it: what is to last is in the file, the rest ends with this object. */
export class StoredOAuthClient implements OAuthClientProvider {
  /** RFC 6749 §10.12: bound to this sign-in. */
  readonly ownState = randomBytes(32).toString('base64url');
  authorizationUrl: URL | undefined;
  private verifier = '';
  private management: Readonly<Record<string, unknown>> = {};
  private discovered: OAuthDiscoveryState | undefined;

  constructor(private readonly parts: StoredOAuthClientParts) {}

  get redirectUrl(): string {
    return this.parts.redirectUrl;
  }

  get clientMetadata(): OAuthClientMetadata {
    return {
      client_name: this.parts.clientName,
      redirect_uris: [this.parts.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      // A program on somebody's machine cannot keep a secret (RFC 8252 §8.5).
      token_endpoint_auth_method: 'none',
      application_type: 'native',
    };
  }

  state(): string {
    return this.ownState;
  }

  /** Notes from the answer to a registration how to manage it (RFC 7592 §3), which the SDK leaves out. */
  readonly fetch: FetchLike = async (url, init) => {
    const response = await fetch(url, init);
    if (response.status === 201) this.management = managementIn(z.looseObject({}).parse(await response.clone().json()));
    return response;
  };

  async clientInformation(): Promise<StoredOAuthClientInformation | undefined> {
    const { client, file } = this.parts;
    if (client === undefined) return (await file.read()).client as StoredOAuthClientInformation | undefined; // -- as it was saved
    return { client_id: client.id, ...(client.secret !== undefined && { client_secret: client.secret }) };
  }

  async saveClientInformation(information: StoredOAuthClientInformation): Promise<void> {
    if (this.parts.client === undefined)
      await this.parts.file.change({ client: { ...information, ...this.management } });
  }

  async tokens(): Promise<StoredOAuthTokens | undefined> {
    return (await this.parts.file.read()).tokens;
  }

  /** A server that rotates nothing sends no new refresh token: the SDK keeps the old one among what is saved. */
  async saveTokens(tokens: StoredOAuthTokens): Promise<void> {
    const { expires_in: seconds } = tokens;
    const expiresAt = seconds === undefined ? undefined : Date.now() + seconds * 1_000;
    await this.parts.file.change({ tokens: { ...tokens }, expiresAt });
  }

  redirectToAuthorization(url: URL): void {
    this.authorizationUrl = url;
  }

  saveCodeVerifier(verifier: string): void {
    this.verifier = verifier;
  }

  codeVerifier(): string {
    return this.verifier;
  }

  saveDiscoveryState(state: OAuthDiscoveryState): void {
    this.discovered = state;
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.discovered;
  }

  async invalidateCredentials(what: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): Promise<void> {
    if (what === 'all' || what === 'client') await this.parts.file.change({ client: undefined });
    if (what === 'all' || what === 'tokens') await this.parts.file.change({ tokens: undefined, expiresAt: undefined });
    if (what === 'all' || what === 'discovery') this.discovered = undefined;
  }
}

/** Kept when both are there: the one is of no use without the other. */
function managementIn(registered: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { registration_access_token, registration_client_uri } = registered;
  const isManaged = typeof registration_access_token === 'string' && typeof registration_client_uri === 'string';
  return isManaged ? { registration_access_token, registration_client_uri } : {};
}
