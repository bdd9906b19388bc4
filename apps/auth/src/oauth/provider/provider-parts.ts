import type { Account, Adapter, Configuration, Grant, KoaContextWithOIDC } from 'oidc-provider';
import type { Lifetimes } from '../../config.js';
import type { ClientSecrets } from '../../clients/client-secrets.js';
import type { HintVerifier } from '../../keys/hint-verifier.js';
import type { OAuthFeatures } from './oauth-features.config.js';
import type { ResourcePolicy } from '../resources/resource.policy.js';
import type { TokenDescriptions } from '../tokens/token-descriptions.js';
import type { TokenIssuance } from '../tokens/token-issuance.service.js';

/** What the library is told to ask of us. */
export interface ProviderParts {
  readonly cookieSecret: string;
  readonly lifetimes: Lifetimes;
  readonly features: OAuthFeatures;
  /** Reads the metadata document at an address that serves as client id. */
  readonly readDocument: (address: string) => Promise<Response>;
  /** Whether a document may be fetched for this request: there is a limit to it. */
  readonly mayReadDocument: () => Promise<boolean>;
  readonly adapter: (model: string) => Adapter;
  readonly secrets: ClientSecrets;
  readonly hints: HintVerifier;
  /** Reads our own tokens. */
  readonly descriptions: Pick<TokenDescriptions, 'verified'>;
  readonly resources: ResourcePolicy;
  readonly issuance: TokenIssuance;
  /** The person of that id, unless inactive. */
  readonly findAccount: (id: string) => Promise<Account | undefined>;
  /** Takes over the sign-in of this browser, if there is one. */
  readonly adoptSession: (ctx: KoaContextWithOIDC) => Promise<void>;
  readonly loadGrant: (ctx: KoaContextWithOIDC) => Promise<Grant | undefined>;
  readonly renderError: NonNullable<Configuration['renderError']>;
}
