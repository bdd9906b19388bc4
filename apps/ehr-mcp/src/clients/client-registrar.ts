import { DomainError } from '@caregate/core-errors';
import type { Role, Scope } from '@caregate/core-permissions';
import { z } from 'zod';
import { askAuthorizationServer, basicCredentials } from './authorization-server.js';

export interface RegistrarOptions {
  readonly tokenUrl: string;
  /** Address of the routes of administrators, which is the audience that they want in a token. */
  readonly administrationUrl: string;
  /** This server, as the authorization server knows it: the policy TOKEN_EXCHANGE there names its application. */
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface NewApplication {
  readonly appId: string;
  readonly appName: string;
  readonly role: Role;
  readonly scopes: readonly Scope[];
}

const exchanged = z.looseObject({ access_token: z.string() });
const registered = z.looseObject({ client_id: z.string(), client_secret: z.string() });
const refused = z.looseObject({ code: z.string() });

/**
 * Registers applications at the authorization server in the name of the administrator who calls. The administrator's
 * token is for this server and goes nowhere else: it is exchanged for one that is for that server (RFC 8693).
 */
export class ClientRegistrar {
  constructor(private readonly options: RegistrarOptions | undefined) {}

  async register(application: NewApplication, administratorToken: string | undefined) {
    if (this.options === undefined) throw new DomainError('ehr.registration.closed');
    if (administratorToken === undefined) throw new DomainError('token.absent');
    const token = await this.exchange(this.options, administratorToken);
    return this.add(this.options, token, application);
  }

  private async exchange(options: RegistrarOptions, administratorToken: string): Promise<string> {
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: administratorToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      resource: options.administrationUrl,
      scope: 'write:clients',
    };
    const response = await askAuthorizationServer(options.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { authorization: basicCredentials(options.clientId, options.clientSecret) },
    });
    if (!response.ok) throw new DomainError('ehr.registration.refused', { detail: { status: response.status } });
    return exchanged.parse(await response.json()).access_token;
  }

  private async add({ administrationUrl }: RegistrarOptions, token: string, application: NewApplication) {
    const { appId, appName, role, scopes } = application;
    const response = await askAuthorizationServer(`${administrationUrl.replace(/\/$/, '')}/oauth-admin/clients`, {
      method: 'POST',
      body: JSON.stringify({ app_id: appId, app_name: appName, role, scopes }),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    if (response.ok) return registered.parse(await response.json());
    throw new DomainError(await refusalIn(response), { detail: { status: response.status } });
  }
}

async function refusalIn(response: Response) {
  const { success, data } = refused.safeParse(await response.json().catch(() => undefined));
  if (success && data.code === 'oauth.client.exists') return 'oauth.client.exists';
  return response.status === 400 ? 'request.invalid' : 'ehr.registration.refused';
}
