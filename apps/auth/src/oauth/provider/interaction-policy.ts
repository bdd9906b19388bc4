import { interactionPolicy } from 'oidc-provider';
import { registeredClientOf } from './registered-client.js';

const { base, Check } = interactionPolicy;

/**
 * When the library sends a person to our pages. Beyond its own rules: an application that cannot prove who it is gets
 * nothing without a click, however often it was allowed before (RFC 8252 §8.6; the confused deputy of the MCP spec).
 */
export function ownInteractionPolicy(): interactionPolicy.DefaultPolicy {
  const policy = base();
  policy.get('consent')?.checks.add(
    new Check('unproven_client', 'the application cannot prove who it is', 'consent_required', ({ oidc }) => {
      const asks = oidc.client !== undefined && registeredClientOf(oidc.client).isUnproven && !oidc.result?.consent;
      return asks ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
  );
  return policy;
}
