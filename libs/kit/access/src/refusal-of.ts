import { mayBreakGlass, type Caller } from '@caregate/core-permissions';
import { AccessRefused, type AccessRefusal } from './access-refused.error.js';
import { GlassRefused } from './glass-refused.error.js';

/** Whom a refusal is told to, and where in an emergency they could get further, if anywhere. */
export interface Refused {
  readonly caller: Caller;
  readonly breakGlassUrl: string | undefined;
}

/** The error to throw when a decision went against the caller. */
export function refusalOf(refusal: AccessRefusal, refused?: Refused): AccessRefused {
  const { breakGlassUrl } = refused ?? {};
  if (refusal.code !== 'access.patient.refused' || refused === undefined || breakGlassUrl === undefined)
    return new AccessRefused(refusal);
  return mayBreakGlass(refused.caller) ? new GlassRefused(refusal, breakGlassUrl) : new AccessRefused(refusal);
}
