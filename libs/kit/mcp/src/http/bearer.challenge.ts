import type { DomainError } from '@caregate/core-errors';
import { protectedResourceMetadataUrl, type ProtectedResource } from '@caregate/core-contracts';

/** The `WWW-Authenticate` header: RFC 6750 §3, with where to find the authorization server (RFC 9728 §5.1). */
export class BearerChallenge {
  private readonly metadata: string;
  private readonly scopes: string;

  constructor(resource: ProtectedResource) {
    this.metadata = protectedResourceMetadataUrl(resource.url);
    this.scopes = resource.scopesSupported.join(' ');
  }

  /** RFC 6750 §3.1: who sent no token is told no error code. */
  unauthenticated(error: DomainError): string {
    const reason =
      error.code === 'token.absent' ? [] : parametersOf({ error: 'invalid_token', description: error.publicMessage });
    return this.header([...reason, `scope="${this.scopes}"`]);
  }

  insufficientScope(scopes: readonly string[]): string {
    const description = 'The token does not carry the scope that this operation needs.';
    return this.header([...parametersOf({ error: 'insufficient_scope', description }), `scope="${scopes.join(' ')}"`]);
  }

  private header(parameters: readonly string[]): string {
    return `Bearer ${[...parameters, `resource_metadata="${this.metadata}"`].join(', ')}`;
  }
}

/** Descriptions come from the error catalogue: without quotes and backslashes, as RFC 6750 §3 demands. */
function parametersOf({ error, description }: { readonly error: string; readonly description: string }) {
  return [
    `error="${error}"`,
    `error_description="${description.replaceAll(/[^\u0020-\u0021\u0023-\u005b\u005d-\u007e]/g, ' ')}"`,
  ];
}
