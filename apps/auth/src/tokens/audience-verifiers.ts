import { DomainError } from '@caregate/core-errors';
import type { Caller } from '@caregate/core-permissions';
import { TokenVerifier, type KeySource, type RevocationView } from '@caregate/kit-jwt';
import { decodeJwt } from 'jose';
import type { Clock } from '../clock.js';
import type { ProtectedResources } from '../oauth/resources/protected-resources.js';

export interface AudienceVerifiersOptions {
  readonly issuer: string;
  readonly keys: KeySource;
  readonly revocations: RevocationView;
  readonly resources: ProtectedResources;
  readonly clock: Clock;
}

export interface VerifiedToken {
  readonly caller: Caller;
  readonly audience: string;
}

/** A verifier for each protected resource, as a token is good for one of them only. */
export class AudienceVerifiers {
  private readonly verifiers: ReadonlyMap<string, TokenVerifier>;

  constructor({ issuer, keys, revocations, resources, clock }: AudienceVerifiersOptions) {
    this.verifiers = new Map(
      resources.all.map(({ url: audience }) => [
        audience,
        new TokenVerifier({ issuer, audience, jwksUri: keys, revocations, clock }),
      ]),
    );
  }

  /** Throws when the configuration knows no such resource. */
  of(audience: string): TokenVerifier {
    const verifier = this.verifiers.get(audience);
    if (verifier === undefined) throw new Error(`No protected resource has the address ${audience}.`);
    return verifier;
  }

  /** A token for whichever of our resources. For questions about tokens, never for letting somebody in. */
  async verifyAny(token: string): Promise<VerifiedToken> {
    return this.verifiedLately(token) ?? (await this.verify(token));
  }

  /** To look whether a verifier remembers costs less than to read which one it would be. */
  private verifiedLately(token: string): VerifiedToken | undefined {
    for (const [audience, verifier] of this.verifiers) {
      const caller = verifier.peek(token);
      if (caller !== undefined) return { caller, audience };
    }
    return undefined;
  }

  private async verify(token: string): Promise<VerifiedToken> {
    const audience = audienceOf(token);
    const verifier = audience === undefined ? undefined : this.verifiers.get(audience);
    if (audience === undefined || verifier === undefined) throw new DomainError('token.audience.mismatch');
    return { caller: await verifier.verify(token), audience };
  }

  /** The keys have changed: earlier verdicts count no more. */
  keysChanged(): void {
    for (const verifier of this.verifiers.values()) verifier.keysChanged();
  }
}

/** Unverified, to choose the verifier by; the verifier itself looks again. */
function audienceOf(token: string): string | undefined {
  try {
    const { aud } = decodeJwt(token);
    return typeof aud === 'string' ? aud : undefined;
  } catch {
    return undefined;
  }
}
