import { randomBytes } from 'node:crypto';
import type {
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';
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

  async clientInformation(): Promise<StoredOAuthClientInformation | undefined> {
    const { client, file } = this.parts;
    if (client === undefined) return (await file.read()).client as StoredOAuthClientInformation | undefined; // -- as it was saved
    return { client_id: client.id, ...(client.secret !== undefined && { client_secret: client.secret }) };
  }

  async saveClientInformation(information: StoredOAuthClientInformation): Promise<void> {
    if (this.parts.client === undefined) await this.parts.file.change({ client: { ...information } });
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
