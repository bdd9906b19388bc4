import type { Lifetimes } from '../config.js';

export interface LongLifetime {
  readonly variable: string;
  readonly seconds: number;
  readonly advisedSecondsMax: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Beyond these a stolen credential is worth much for long (OWASP ASVS 5.0, V7.3 and V10.4). Clients of the older gateway
 * may need longer ones, so they are possible; whoever allows them is told so at every start.
 */
const advised: readonly (readonly [keyof Lifetimes, string, number])[] = [
  ['sessionIdleSeconds', 'SESSION_IDLE_SECONDS', 15 * MINUTE],
  ['sessionAbsoluteSeconds', 'SESSION_ABSOLUTE_SECONDS', 12 * HOUR],
  ['codeSeconds', 'AUTHORIZATION_CODE_SECONDS', MINUTE],
  ['accessTokenSeconds', 'ACCESS_TOKEN_SECONDS', 15 * MINUTE],
  ['clientTokenSeconds', 'CLIENT_TOKEN_SECONDS', HOUR],
  ['refreshTokenSeconds', 'REFRESH_TOKEN_SECONDS', 14 * DAY],
  ['refreshTokenAbsoluteSeconds', 'REFRESH_TOKEN_ABSOLUTE_SECONDS', 90 * DAY],
  ['refreshGraceSeconds', 'REFRESH_GRACE_SECONDS', 30],
  ['registeredClientSeconds', 'REGISTERED_CLIENT_SECONDS', 90 * DAY],
];

/** Those that are longer than is advised; 0 is for ever. */
export function longLifetimesIn(lifetimes: Lifetimes): readonly LongLifetime[] {
  return advised
    .map(([name, variable, advisedSecondsMax]) => ({ variable, seconds: lifetimes[name], advisedSecondsMax }))
    .filter(({ variable, seconds, advisedSecondsMax: most }) => seconds > most || isForEver(variable, seconds));
}

function isForEver(variable: string, seconds: number): boolean {
  return variable === 'REGISTERED_CLIENT_SECONDS' && seconds === 0;
}
