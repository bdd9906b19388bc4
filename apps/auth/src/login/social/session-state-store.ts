import { newOpaqueId } from '../../sessions/opaque-id.js';
import { strategySessionKey, type KeptSignOn } from '../kept-sign-on.js';
import type { StrategyRequest } from '../strategy-run.js';

type Session = Pick<StrategyRequest, 'session'>;

/**
 * Where strategies of `passport-oauth2` keep state and PKCE verifier: with our own, in the session of the request, from
 * which they go to the table of sign-ins under way. How many parameters there are tells the library what to pass.
 */
export const sessionStateStore = {
  store({ session }: Session, verifier: string, _state: unknown, _meta: unknown, stored: Stored): void {
    const kept: KeptSignOn = { nonce: '', ...keptIn(session), state: newOpaqueId(), code_verifier: verifier };
    session[strategySessionKey] = kept;
    stored(null, kept.state);
  },

  verify({ session }: Session, state: unknown, _meta: unknown, verified: Verified): void {
    const kept = keptIn(session);
    const holds = kept?.state !== undefined && kept.state === state;
    verified(null, holds && kept.code_verifier !== undefined ? kept.code_verifier : false);
  },
};

type Stored = (error: Error | null, state: string) => void;
type Verified = (error: Error | null, verifier: string | false) => void;

function keptIn(session: StrategyRequest['session']): Partial<KeptSignOn> | undefined {
  return session[strategySessionKey] as Partial<KeptSignOn> | undefined;
}
