import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OAuthAnswerer } from '../../tokens/lane/direct-lane.js';
import { peekedBody } from '../../tokens/lane/peeked-body.js';
import type { ArtifactStore } from '../artifacts/artifact-store.js';
import type { ProviderHost } from '../provider/provider-host.js';
import { registeredClientOf } from '../provider/registered-client.js';

export interface UnnamedRefreshOptions {
  readonly library: OAuthAnswerer;
  readonly provider: Pick<ProviderHost, 'current'>;
  readonly artifacts: Pick<ArtifactStore, 'find'>;
}

const NAMES = ['client_id', 'client_secret', 'client_assertion'];

/**
 * An application without a secret refreshes by the token alone (SMART App Launch 2.2, "Refreshing", lists no `client_id`, and its
 * browser library sends none), where the library wants a name: that of the application to which the token was given is put
 * there. It is no secret, so nobody comes in by it who did not before.
 */
export class UnnamedRefresh implements OAuthAnswerer {
  constructor(private readonly options: UnnamedRefreshOptions) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const token = await tokenOfNobody(request);
    const clientId = token && (await this.publicOwnerOf(token));
    if (clientId) name(request, clientId);
    await this.options.library.handle(request, response);
  }

  private async publicOwnerOf(token: string): Promise<string | undefined> {
    const { clientId } = (await this.options.artifacts.find('RefreshToken', token))?.payload ?? {};
    const client = clientId && (await this.options.provider.current.Client.find(clientId));
    return client && registeredClientOf(client).isPublic ? clientId : undefined;
  }
}

async function tokenOfNobody(request: IncomingMessage): Promise<string | undefined> {
  const { method, url, headers } = request;
  const length = Number(headers['content-length'] ?? 0);
  if (method !== 'POST' || url !== '/token' || headers.authorization !== undefined || length === 0) return undefined;
  const form = new URLSearchParams(await peekedBody(request, length));
  const [token, ...others] = form.getAll('refresh_token');
  const isNobodys = form.get('grant_type') === 'refresh_token' && NAMES.every((each) => !form.has(each));
  return isNobodys && others.length === 0 ? token : undefined;
}

/** In front of the body, which nobody has read yet. */
function name(request: IncomingMessage, clientId: string): void {
  const named = Buffer.from(`client_id=${encodeURIComponent(clientId)}&`);
  request.unshift(named);
  request.headers['content-length'] = String(Number(request.headers['content-length']) + named.length);
}
