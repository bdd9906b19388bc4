import type { AdapterPayload } from 'oidc-provider';
import { isYetToCome } from '../../clock.js';

/** What a clock made that was ahead would live for longer than it may by as much; until its time it is not there. */
export function isMadeLater({ iat }: Pick<AdapterPayload, 'iat'>, now: Date): boolean {
  return typeof iat === 'number' && isYetToCome(new Date(iat * 1000), now);
}
