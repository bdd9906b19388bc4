import Provider from 'oidc-provider';
import { anonymous, clientActor } from '../../trail/actors.js';
import { ArtifactAdapter, type ArtifactAdapterOptions } from './artifact.adapter.js';
import type { GrantEnd, GrantEnding } from './grant-ending.service.js';

/** Grants end with everything that came of them; the server ends one when a code or refresh token is used again. */
export class GrantAdapter extends ArtifactAdapter {
  constructor(
    options: ArtifactAdapterOptions,
    private readonly ending: GrantEnding,
  ) {
    super(options);
  }

  override async destroy(grantId: string): Promise<void> {
    await this.ending.end(grantId, whyOf());
  }
}

/** The endpoint at which it happens tells the reason: at the token endpoint it can only be a second use. */
function whyOf(): GrantEnd {
  const { client, route } = Provider.ctx?.oidc ?? {};
  const actor = client === undefined ? anonymous : clientActor(client.clientId);
  return route === 'token'
    ? { event: 'token.reuse.detected', actor, reason: 'used again' }
    : { event: 'token.revoked', actor, reason: 'revoked by the client' };
}
