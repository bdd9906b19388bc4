import { accountPage, errorPage } from './account-page.js';
import { Authorizations, passwordHolds } from './authorizations.js';
import { bearerOf, html, json, redirect, type ProviderAnswer, type ProviderRequest } from './provider-exchange.js';
import { showsSecret, type ProviderSetting } from './relying-party.js';
import { githubIdOf, type SandboxAccount } from './sandbox-account.js';

const docs = 'https://docs.github.com/rest';

/** GitHub's web application flow and the two calls after it, with an Enterprise Server's paths (`/api/v3`). */
export class GithubEndpoints {
  private readonly authorizations = new Authorizations();

  constructor(
    private readonly setting: ProviderSetting,
    private readonly accounts: readonly SandboxAccount[],
  ) {}

  answer(request: ProviderRequest): ProviderAnswer | undefined {
    switch (`${request.method} ${request.path}`) {
      case 'GET /login/oauth/authorize':
        return this.authorize(request);
      case 'POST /login/oauth/authorize':
        return this.choose(request);
      case 'POST /login/oauth/access_token':
        return inWantedForm(request, this.token(request));
      case 'GET /api/v3/user':
        return this.api(request, undefined, (account) => profileOf(account));
      case 'GET /api/v3/user/emails':
        return this.api(request, 'user:email', (account) => emailsOf(account));
      default:
        return undefined;
    }
  }

  private authorize({ query }: ProviderRequest): ProviderAnswer {
    const { clientId, redirectUri } = this.setting.party;
    const state = query.get('state') ?? undefined;
    if (query.get('client_id') !== clientId)
      return html(404, errorPage('GitHub', 'This is not the page you are looking for.'));
    if ((query.get('redirect_uri') ?? redirectUri) !== redirectUri)
      return redirect(redirectUri, { error: 'redirect_uri_mismatch', state });
    const waiting = this.authorizations.wait(redirectUri, query, (query.get('scope') ?? '').replaceAll(' ', ','));
    return html(200, this.page(waiting));
  }

  private choose({ form }: ProviderRequest): ProviderAnswer {
    const id = form.get('request');
    const waiting = this.authorizations.find(id);
    if (waiting === undefined) return html(400, errorPage('GitHub', 'This sign-in has expired.'));
    const { state, redirectUri } = waiting;
    const error_description = 'The user has denied your application access.';
    if (form.get('decision') === 'cancel')
      return redirect(redirectUri, { error: 'access_denied', error_description, error_uri: docs, state });
    const account = this.accounts.find(({ login }) => login === form.get('login'));
    if (!passwordHolds(account, form.get('password'))) return html(401, this.page(id ?? '', 'Wrong password.'));
    return redirect(redirectUri, { code: this.authorizations.code(id, account), state });
  }

  /** What went wrong is said with status 200. */
  private token({ form }: ProviderRequest): Record<string, string> {
    if (!showsSecret(form, this.setting.party))
      return refusal('incorrect_client_credentials', 'The client_id and/or client_secret passed are incorrect.');
    const granted = this.authorizations.redeem(form);
    if (granted === undefined) return refusal('bad_verification_code', 'The code passed is incorrect or expired.');
    const access_token = this.authorizations.token(granted, 'gho_');
    return { access_token, scope: granted.request.scope, token_type: 'bearer' };
  }

  private api(
    request: ProviderRequest,
    scope: string | undefined,
    body: (account: SandboxAccount) => unknown,
  ): ProviderAnswer {
    if (request.headers['user-agent'] === undefined)
      return {
        status: 403,
        headers: { 'content-type': 'text/html' },
        body: 'Please make sure your request has a User-Agent header',
      };
    const granted = this.authorizations.grantedTo(bearerOf(request));
    if (granted === undefined) return json(401, { message: 'Bad credentials', documentation_url: docs });
    const scopes = granted.request.scope;
    if (scope !== undefined && !scopes.split(',').some((each) => each === scope || each === 'user'))
      return json(404, { message: 'Not Found', documentation_url: docs });
    return json(200, body(granted.account), {
      'x-oauth-scopes': scopes.replaceAll(',', ', '),
      'x-accepted-oauth-scopes': scope ?? '',
    });
  }

  private page(request: string, message?: string): string {
    const action = `${this.setting.base}/login/oauth/authorize`;
    return accountPage({ provider: 'GitHub', action, request, accounts: this.accounts, ...(message && { message }) });
  }
}

function refusal(error: string, error_description: string): Record<string, string> {
  return { error, error_description, error_uri: docs };
}

/** Form-encoded unless the caller asks for JSON. */
function inWantedForm({ headers }: ProviderRequest, body: Record<string, string>): ProviderAnswer {
  if (headers.accept?.includes('application/json') === true) return json(200, body);
  const type = 'application/x-www-form-urlencoded; charset=utf-8';
  return { status: 200, headers: { 'content-type': type }, body: new URLSearchParams(body).toString() };
}

/** Most people keep their address out of the profile. */
function profileOf(account: SandboxAccount) {
  const id = githubIdOf(account);
  return { login: account.login, id, node_id: `U_${id}`, type: 'User', name: account.name, email: null };
}

function emailsOf(account: SandboxAccount) {
  const { login, email, emailVerified = true } = account;
  const hidden = `${githubIdOf(account)}+${login}@users.noreply.github.com`;
  return [
    { email: hidden, primary: false, verified: true, visibility: null },
    { email, primary: true, verified: emailVerified, visibility: 'private' },
  ];
}
