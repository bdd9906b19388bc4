import { scopes as scopeTitles, isScope, smartScopeTitle } from '@caregate/core-permissions';
import { redirectHostOf } from '../clients/redirect-uri.policy.js';
import { LAUNCH_PATIENT } from '../oauth/scopes/launch-scope.js';
import { offers } from '../oauth/scopes/offers.js';
import type { ProtectedResourceConfig } from '../oauth/resources/protected-resource.config.js';
import type { ProtectedResources } from '../oauth/resources/protected-resources.js';
import type { RegisteredClient } from '../oauth/provider/registered-client.js';
import { usefulScopes } from '../oauth/scopes/scope-reach.js';
import type { UserAccount } from '../users/user-account.js';

const GENERAL_TITLES: Readonly<Record<string, string>> = {
  openid: 'Know that it is you',
  profile: 'Know your name',
  email: 'Know your e-mail address',
  fhirUser: 'Know which record is yours',
};

export interface AuthorizationParameters {
  readonly scope?: unknown;
  readonly resource?: unknown;
  readonly redirect_uri?: unknown;
}

/** What an application asks a person for, cut down to what that person could use at all. */
export interface ConsentRequest {
  readonly resource: ProtectedResourceConfig;
  /** The address as the application wrote it: the library keeps grants under that. */
  readonly indicator: string;
  readonly redirectUri: string;
  readonly redirectHost: string;
  readonly generalScopes: readonly string[];
  /** All that it asks of the service. */
  readonly askedScopes: readonly string[];
  readonly resourceScopes: readonly string[];
  /** Asked for, but of no use to this person or not open to this application. */
  readonly withheld: readonly string[];
  /** Whether the access outlives the sign-in (OpenID Connect Core §11). */
  readonly lasting: boolean;
}

/** `undefined` when the parameters are not those of an authorization request that the library let through. */
export function consentRequestOf(
  parameters: AuthorizationParameters,
  person: UserAccount,
  client: RegisteredClient,
  resources: ProtectedResources,
): ConsentRequest | undefined {
  const { scope, resource: indicator, redirect_uri: redirectUri } = parameters;
  if (typeof indicator !== 'string' || typeof redirectUri !== 'string') return undefined;
  const resource = resources.find(indicator);
  if (resource === undefined) return undefined;
  const asked = typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
  const offered = asked.filter((name) => offers(resource.scopes, name));
  const allowed = offered.filter((name) => client.allowedScopes === undefined || offers(client.allowedScopes, name));
  const resourceScopes = usefulScopes(person.role, allowed);
  return {
    resource,
    indicator,
    redirectUri,
    redirectHost: redirectHostOf(redirectUri),
    generalScopes: asked.filter(isGeneral),
    askedScopes: asked.filter((name) => !isGeneral(name)),
    resourceScopes,
    withheld: offered.filter((name) => !resourceScopes.includes(name)),
    lasting: asked.includes('offline_access'),
  };
}

/** A sign-in is something, too. */
export function givesNothing({ generalScopes, resourceScopes }: ConsentRequest): boolean {
  return resourceScopes.length === 0 && generalScopes.length === 0;
}

/**
 * What was asked of the service, when none of it opens anything: the token will be good for nothing, which the person should
 * know before they wonder. `patient/` of SMART is nothing to a clinician.
 */
export function vainScopes({ askedScopes, resourceScopes }: ConsentRequest): readonly string[] {
  return resourceScopes.length === 0 ? askedScopes : [];
}

/** The sentence for each scope on the consent page. */
export function titledScopes({ generalScopes, resourceScopes }: ConsentRequest) {
  return [...resourceScopes, ...generalScopes]
    .filter((name) => name !== 'offline_access')
    .map((name) => ({ name, title: titleOf(name) }));
}

function isGeneral(name: string): boolean {
  return name in GENERAL_TITLES || name === 'offline_access';
}

function titleOf(name: string): string {
  if (name === LAUNCH_PATIENT) return 'Know whose record it is to open';
  return isScope(name) ? scopeTitles[name] : (smartScopeTitle(name) ?? GENERAL_TITLES[name] ?? name);
}
