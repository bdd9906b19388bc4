import { randomUUID } from 'node:crypto';
import { tokenClaims } from '@caregate/core-contracts';
import { epochSeconds, type Clock } from '../../clock.js';
import type { TokenSigner } from '../../keys/token-signer.js';
import type { IssuedTokensRepository, MachineTokenRow } from '../../oauth/artifacts/issued-tokens.repository.js';
import { claimsOf } from '../../oauth/tokens/token-facts.js';
import { clientActor } from '../../trail/actors.js';
import type { AuthTrail } from '../../trail/auth-trail.js';
import { Gathered } from './gathered.js';
import type { KnownClient } from './known-clients.js';
import type { MachineGrant } from './machine-grant.js';

export interface MachineTokensOptions {
  readonly issued: Pick<IssuedTokensRepository, 'insertOfMachines'>;
  readonly signer: Pick<TokenSigner, 'issuer' | 'signAccessToken'>;
  readonly trail: AuthTrail;
  readonly clock: Clock;
  readonly seconds: number;
}

const together = { itemsMax: 200, apartMilliseconds: 8 };

/**
 * Tokens of applications for themselves. No record, no token: the row goes in by one statement for all who ask at the
 * same time, and only where the application is still the one that was known; the entry of the trail comes after it.
 */
export class MachineTokens {
  readonly seconds: number;
  private readonly rows: Gathered<MachineTokenRow, boolean>;

  constructor(private readonly options: MachineTokensOptions) {
    this.seconds = options.seconds;
    this.rows = new Gathered((rows) => options.issued.insertOfMachines(rows), together);
  }

  /** `undefined` when the application has changed, or something of it was revoked this very second. */
  async issue({ client, registered, state }: KnownClient, grant: MachineGrant): Promise<string | undefined> {
    const { clientId } = client;
    const { audience, role, scopes } = grant;
    const iat = epochSeconds(this.options.clock());
    const { appId, appName } = registered;
    const claims = tokenClaims.parse({
      jti: randomUUID(),
      sub: clientId,
      iat,
      exp: iat + this.seconds,
      scope: scopes.join(' '),
      client_id: clientId,
      iss: this.options.signer.issuer,
      aud: audience,
      ...claimsOf({ kind: 'client', role, scopes, appId, appName }),
    });
    const { jti, exp } = claims;
    const times = { issuedAt: new Date(iat * 1000), expiresAt: new Date(exp * 1000) };
    const row = { jti, clientId, clientVersion: state.version, audience, ...times };
    const [token, isRecorded] = await Promise.all([
      this.options.signer.signAccessToken(claims),
      this.record(row, grant),
    ]);
    return isRecorded ? token : undefined;
  }

  private async record(row: MachineTokenRow, { role, scopes, audience }: MachineGrant): Promise<boolean> {
    if (!(await this.rows.add(row))) return false;
    await this.options.trail.record('token.issued', {
      actor: clientActor(row.clientId, role),
      tokenId: row.jti,
      detail: { audience, scope: scopes.join(' ') },
    });
    return true;
  }
}
