import type { ServerResponse } from 'node:http';
import type { ClientLimits } from '../../oauth/door/client-limits.js';
import type { TokenDescriptions } from '../../oauth/tokens/token-descriptions.js';
import type { KnownClient } from './known-clients.js';
import type { IntrospectionQuestion } from './lane-question.js';

/** RFC 7662 for tokens that hold. */
export class IntrospectionLane {
  constructor(
    private readonly descriptions: TokenDescriptions,
    private readonly limits: Pick<ClientLimits, 'admits'>,
  ) {}

  async answer({ token }: IntrospectionQuestion, { client, registered }: KnownClient, response: ServerResponse) {
    const verified = await this.descriptions.verified(token);
    if (verified === undefined) return undefined;
    const { clientId } = client;
    if (!(await this.limits.admits(response, 'client-questions', `client:${clientId}`))) return undefined;
    return this.descriptions.for({ clientId, introspects: registered.introspects }, verified);
  }
}
