/** Scopes of OpenID Connect Core §5.4 and §11, and of SMART App Launch 2.2 for identity data, which open no service. */
export const IDENTITY_SCOPES: ReadonlySet<string> = new Set([
  'openid',
  'offline_access',
  'profile',
  'email',
  'fhirUser',
]);
