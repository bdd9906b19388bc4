import { accountPage, errorPage } from './account-page.js';
import { Authorizations, passwordHolds, type Granted } from './authorizations.js';
import { IdTokenSigner } from './id-token-signer.js';
import { bearerOf, html, json, redirect, type ProviderAnswer, type ProviderRequest } from './provider-exchange.js';
import { showsSecret, type ProviderSetting } from './relying-party.js';
import { googleSubjectOf, type SandboxAccount } from './sandbox-account.js';

const PROMPTS = ['', 'none', 'consent', 'select_account'];

/** Google as of its OpenID Connect guide: errors of the request are pages, errors of the token endpoint RFC 6749 §5.2. */
export class GoogleEndpoints {
  readonly signer = new IdTokenSigner();
  private readonly authorizations = new Authorizations();

  constructor(
    private readonly setting: ProviderSetting,
    private readonly accounts: readonly SandboxAccount[],
  ) {}

  answer(request: ProviderRequest): Promise<ProviderAnswer> | ProviderAnswer | undefined {
    switch (`${request.method} ${request.path}`) {
      case 'GET /o/oauth2/v2/auth':
        return this.authorize(request);
      case 'POST /signin/chooser':
        return this.choose(request);
      case 'POST /token':
        return this.token(request);
      case 'GET /v1/userinfo':
        return this.userinfo(request);
      case 'GET /oauth2/v3/certs':
        return json(200, this.signer.jwks());
      default:
        return undefined;
    }
  }

  private authorize({ query }: ProviderRequest): ProviderAnswer {
    const { clientId, redirectUri } = this.setting.party;
    if (query.get('client_id') !== clientId)
      return html(401, errorPage('Google', 'Error 401: invalid_client. The OAuth client was not found.'));
    if (query.get('redirect_uri') !== redirectUri)
      return html(400, errorPage('Google', 'Error 400: redirect_uri_mismatch'));
    if (query.get('response_type') !== 'code' || !PROMPTS.includes(query.get('prompt') ?? ''))
      return html(400, errorPage('Google', 'Error 400: invalid_request'));
    const waiting = this.authorizations.wait(redirectUri, query);
    return html(200, this.page(waiting));
  }

  private choose({ form }: ProviderRequest): ProviderAnswer {
    const id = form.get('request');
    const waiting = this.authorizations.find(id);
    if (waiting === undefined) return html(400, errorPage('Google', 'This sign-in has expired.'));
    const { state, redirectUri } = waiting;
    if (form.get('decision') === 'cancel') return redirect(redirectUri, { error: 'access_denied', state });
    const account = this.accounts.find(({ login }) => login === form.get('login'));
    if (!passwordHolds(account, form.get('password'))) return html(401, this.page(id ?? '', 'Wrong password.'));
    const code = this.authorizations.code(id, account, '4/0A');
    return redirect(redirectUri, { state, code, scope: longScope(waiting.scope), authuser: '0', prompt: 'none' });
  }

  private async token({ form }: ProviderRequest): Promise<ProviderAnswer> {
    if (!showsSecret(form, this.setting.party))
      return json(401, { error: 'invalid_client', error_description: 'The provided client secret is invalid.' });
    const granted = this.authorizations.redeem(form);
    if (granted === undefined) return json(400, { error: 'invalid_grant', error_description: 'Malformed auth code.' });
    return json(200, {
      access_token: this.authorizations.token(granted, 'ya29.'),
      expires_in: 3599,
      scope: longScope(granted.request.scope),
      token_type: 'Bearer',
      id_token: await this.signer.sign(this.idToken(granted)),
    });
  }

  private userinfo(request: ProviderRequest): ProviderAnswer {
    const granted = this.authorizations.grantedTo(bearerOf(request) ?? request.query.get('access_token') ?? undefined);
    if (granted === undefined) return json(401, { error: 'invalid_request', error_description: 'Invalid Credentials' });
    const { account } = granted;
    const [given_name] = account.name.split(' ');
    return json(200, { sub: googleSubjectOf(account), name: account.name, given_name, ...emailOf(account) });
  }

  private idToken({ account, request }: Granted) {
    const { clientId } = this.setting.party;
    const iat = Math.floor(Date.now() / 1000);
    const sub = googleSubjectOf(account);
    const { nonce } = request;
    return {
      iss: this.setting.base,
      azp: clientId,
      aud: clientId,
      sub,
      nonce,
      ...emailOf(account),
      iat,
      exp: iat + 3600,
    };
  }

  private page(request: string, message?: string): string {
    const action = `${this.setting.base}/signin/chooser`;
    return accountPage({ provider: 'Google', action, request, accounts: this.accounts, ...(message && { message }) });
  }
}

/** `hd` stands only in accounts of an organisation; what ends in gmail.com belongs to nobody's. */
function emailOf({ email, emailVerified = true }: SandboxAccount) {
  const domain = email.split('@').at(-1) ?? '';
  return { email, email_verified: emailVerified, ...(emailVerified && domain !== 'gmail.com' ? { hd: domain } : {}) };
}

/** Google answers with the long names of its own scopes. */
function longScope(scope: string): string {
  const long = (each: string) => (each === 'openid' ? each : `https://www.googleapis.com/auth/userinfo.${each}`);
  return scope.split(' ').map(long).join(' ');
}
