import type { ProviderClaims } from './provider-claims.js';
import type { PassportStrategy } from './strategy-run.js';

/** A place at which people sign in, whatever it speaks. */
export interface IdentityProvider {
  /** Part of the callback address `/auth/<name>/callback`. */
  readonly name: string;
  /** What the sign-in page calls it. */
  readonly title: string;
  /** Only a provider that our own hospital runs may say what somebody is. */
  readonly trustRoleClaim: boolean;
  /** Whether this person is among those who may come in by this door. */
  admits(claims: ProviderClaims): boolean;
  /** May ask the provider about itself, hence may fail; what it kept is asked for no second time. */
  strategy(): Promise<PassportStrategy>;
}
