import { randomUUID } from 'node:crypto';
import { accountPage, errorPage, formPostPage } from './account-page.js';
import { Authorizations, passwordHolds, type AuthorizationRequest, type Granted } from './authorizations.js';
import { IdTokenSigner } from './id-token-signer.js';
import { html, json, redirect, type ProviderAnswer, type ProviderRequest } from './provider-exchange.js';
import { showsSecret, type ProviderSetting } from './relying-party.js';
import { objectIdOf, sandboxTenants, tenantOf, type SandboxAccount } from './sandbox-account.js';

const SHARED = ['common', 'organizations'];

/** The Microsoft identity platform, version 2.0, for two directories and for whoever comes from either. */
export class MicrosoftEndpoints {
  readonly signer = new IdTokenSigner();
  private readonly authorizations = new Authorizations();

  constructor(
    private readonly setting: ProviderSetting,
    private readonly accounts: readonly SandboxAccount[],
  ) {}

  answer(request: ProviderRequest): Promise<ProviderAnswer> | ProviderAnswer | undefined {
    const [, tenant = '', rest = ''] = /^\/([\w.-]+)(\/.*)$/u.exec(request.path) ?? [];
    const isKnown = SHARED.includes(tenant) || sandboxTenants.some((each) => each === tenant);
    if (!isKnown) return problem(400, 'invalid_tenant', `AADSTS90002: Tenant '${tenant}' not found.`);
    switch (`${request.method} ${rest}`) {
      case 'GET /v2.0/.well-known/openid-configuration':
        return json(200, this.metadata(tenant));
      case 'GET /discovery/v2.0/keys':
        return json(200, this.signer.jwks());
      case 'GET /oauth2/v2.0/authorize':
        return this.authorize(tenant, request);
      case 'POST /login':
        return this.choose(tenant, request);
      case 'POST /oauth2/v2.0/token':
        return this.token(request);
      default:
        return undefined;
    }
  }

  /** The issuer of the shared endpoints is a pattern: who signs in says from which directory (`tid`). */
  private metadata(tenant: string) {
    const own = `${this.setting.base}/${tenant}`;
    return {
      issuer: this.issuerOf(SHARED.includes(tenant) ? '{tenantid}' : tenant),
      authorization_endpoint: `${own}/oauth2/v2.0/authorize`,
      token_endpoint: `${own}/oauth2/v2.0/token`,
      jwks_uri: `${own}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      response_types_supported: ['code', 'id_token', 'code id_token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    };
  }

  private authorize(tenant: string, { query }: ProviderRequest): ProviderAnswer {
    const { clientId, redirectUri } = this.setting.party;
    if (query.get('client_id') !== clientId)
      return html(400, errorPage('Microsoft', 'AADSTS700016: Application was not found in the directory.'));
    if (query.get('redirect_uri') !== redirectUri)
      return html(400, errorPage('Microsoft', 'AADSTS50011: The redirect URI does not match the one configured.'));
    const waiting = this.authorizations.wait(redirectUri, query);
    return html(200, this.page(tenant, waiting));
  }

  private choose(tenant: string, { form }: ProviderRequest): ProviderAnswer {
    const id = form.get('request');
    const waiting = this.authorizations.find(id);
    if (waiting === undefined) return html(400, errorPage('Microsoft', 'AADSTS50058: This sign-in has expired.'));
    if (form.get('decision') === 'cancel')
      return respond(waiting, { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent.' });
    const account = this.accounts.find(({ login }) => login === form.get('login'));
    if (!passwordHolds(account, form.get('password')))
      return html(401, this.page(tenant, id ?? '', 'Your account or password is incorrect.'));
    if (!SHARED.includes(tenant) && tenantOf(account) !== tenant)
      return html(400, errorPage('Microsoft', 'AADSTS50020: The account does not exist in this tenant.'));
    return respond(waiting, { code: this.authorizations.code(id, account, '0.A'), session_state: randomUUID() });
  }

  private async token({ form }: ProviderRequest): Promise<ProviderAnswer> {
    if (!showsSecret(form, this.setting.party))
      return problem(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
    const granted = this.authorizations.redeem(form);
    if (granted === undefined)
      return problem(400, 'invalid_grant', 'AADSTS70008: The provided authorization code has expired.');
    return json(200, {
      token_type: 'Bearer',
      scope: granted.request.scope,
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: this.authorizations.token(granted, 'EwB'),
      id_token: await this.signer.sign(this.idToken(granted)),
    });
  }

  /** `email` is whatever an administrator of the directory has written there; nothing says that it is verified. */
  private idToken({ account, request }: Granted) {
    const tid = tenantOf(account);
    const oid = objectIdOf(account);
    const iat = Math.floor(Date.now() / 1000);
    const { name, email } = account;
    return {
      ver: '2.0',
      iss: this.issuerOf(tid),
      aud: this.setting.party.clientId,
      iat,
      nbf: iat,
      exp: iat + 3600,
      // Pairwise: another one for each application (OpenID Connect Core §8.1).
      sub: Buffer.from(`${oid} ${this.setting.party.clientId}`).toString('base64url'),
      tid,
      oid,
      name,
      preferred_username: email,
      email,
      nonce: request.nonce,
    };
  }

  private issuerOf(tenant: string): string {
    return `${this.setting.base}/${tenant}/v2.0`;
  }

  private page(tenant: string, request: string, message?: string): string {
    const action = `${this.setting.base}/${tenant}/login`;
    return accountPage({
      provider: 'Microsoft',
      action,
      request,
      accounts: this.accounts,
      ...(message && { message }),
    });
  }
}

function respond(request: AuthorizationRequest, fields: Record<string, string | undefined>): ProviderAnswer {
  const { redirectUri, responseMode, state } = request;
  const parameters = { ...fields, state };
  return responseMode === 'form_post'
    ? html(200, formPostPage(redirectUri, parameters))
    : redirect(redirectUri, parameters);
}

function problem(status: number, error: string, error_description: string): ProviderAnswer {
  return json(status, { error, error_description, trace_id: randomUUID(), correlation_id: randomUUID() });
}
