import Provider, { type AdapterPayload } from 'oidc-provider';
import { ArtifactAdapter } from '../artifacts/artifact.adapter.js';

/** The library would begin a session with everybody who comes to sign out, and keep what they say; `EndSession` needs none. */
export class SessionAdapter extends ArtifactAdapter {
  override async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    if (Provider.ctx?.oidc.route !== 'end_session') await super.upsert(id, payload, expiresIn);
  }
}
