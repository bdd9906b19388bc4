import type { KoaContextWithOIDC } from 'oidc-provider';
import { IDENTITY_SCOPES } from '../../clients/identity-scopes.js';

/** The words of the sign-in that go with tokens: all that were granted, or what a renewal asks for of them. */
export function signInWordsOf({ oidc: { entities, params } }: KoaContextWithOIDC): readonly string[] {
  const { AuthorizationCode: code, DeviceCode: device, RefreshToken: renewed } = entities;
  const granted = [...((renewed ?? code ?? device)?.scopes ?? [])].filter((name) => IDENTITY_SCOPES.has(name));
  const asked = wordsIn(params?.['scope']);
  return asked.length === 0 ? granted : granted.filter((name) => asked.includes(name));
}

export function wordsIn(scope: unknown): readonly string[] {
  return typeof scope === 'string' ? scope.split(' ').filter(Boolean) : [];
}
