import type { ServerResponse } from 'node:http';
import type { Clock } from '../../clock.js';
import type { ClientLimits } from '../../oauth/door/client-limits.js';
import type { ProtectedResources } from '../../oauth/resources/protected-resources.js';
import type { KnownClient, KnownClients } from './known-clients.js';
import type { MachineTokenQuestion } from './lane-question.js';
import { machineGrantOf } from './machine-grant.js';
import type { MachineTokens } from './machine-tokens.js';

export interface TokenLaneOptions {
  readonly clients: Pick<KnownClients, 'forget'>;
  readonly resources: ProtectedResources;
  readonly tokens: Pick<MachineTokens, 'issue' | 'seconds'>;
  readonly limits: Pick<ClientLimits, 'admits'>;
  readonly clock: Clock;
}

/** `OAuthClientsRepository.used` writes down once a minute that a client is in use; that token the library issues. */
const USE_MILLISECONDS = 60_000;

/** RFC 6749 §4.4 for applications that have proved who they are. */
export class TokenLane {
  constructor(private readonly options: TokenLaneOptions) {}

  async answer(question: MachineTokenQuestion, known: KnownClient, response: ServerResponse) {
    const { clients, resources, tokens, limits } = this.options;
    const { clientId } = known.client;
    const grant = known.client.grantTypeAllowed('client_credentials')
      ? machineGrantOf(question, known.registered, resources)
      : undefined;
    if (grant === undefined) return undefined;
    const isIssuable =
      this.isUseWritten(known) && (await limits.admits(response, 'client-tokens', `client:${clientId}`));
    const token = isIssuable ? await tokens.issue(known, grant) : undefined;
    // What was known of the client is out of date, or will be once the library has written down its use.
    if (token === undefined) clients.forget(clientId);
    if (token === undefined) return undefined;
    return { access_token: token, expires_in: tokens.seconds, scope: grant.scopes.join(' '), token_type: 'Bearer' };
  }

  private isUseWritten({ state: { lastUsedAt } }: KnownClient): boolean {
    return lastUsedAt !== undefined && this.options.clock().getTime() - lastUsedAt.getTime() <= USE_MILLISECONDS;
  }
}
