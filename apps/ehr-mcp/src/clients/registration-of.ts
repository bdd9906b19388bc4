import type { EhrConfig } from '../config.js';
import type { RegistrarOptions } from './client-registrar.js';

/** `undefined` where this server has no client of its own at the authorization server. */
export function registrationOf(
  config: Pick<EhrConfig, 'TOKEN_URL' | 'ADMINISTRATION_URL' | 'CLIENT_ID' | 'CLIENT_SECRET'>,
): RegistrarOptions | undefined {
  const { TOKEN_URL: tokenUrl, ADMINISTRATION_URL: administrationUrl, CLIENT_ID: clientId } = config;
  const { CLIENT_SECRET: clientSecret } = config;
  if (administrationUrl === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return { tokenUrl, administrationUrl, clientId, clientSecret };
}
