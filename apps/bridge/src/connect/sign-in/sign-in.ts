import {
  auth,
  computeScopeUnion,
  extractWWWAuthenticateParams,
  isStrictScopeSuperset,
  type AuthProvider,
} from '@modelcontextprotocol/client';
import { ConnectFailed } from '../connect-failed.error.js';
import type { CredentialFile } from './credential-file.js';
import { withFileLock } from './file-lock.js';
import { loopbackListener } from './loopback-listener.js';
import { showSignIn } from './show-sign-in.js';
import { StoredOAuthClient } from './stored-oauth-client.js';

export interface SignInOptions {
  readonly serverUrl: URL;
  readonly file: CredentialFile;
  readonly clientName: string;
  readonly client: { readonly id: string; readonly secret: string | undefined } | undefined;
  /** Instead of the scopes that the server names. */
  readonly scope: string | undefined;
  readonly callbackPort: number;
  readonly opensBrowser: boolean;
  readonly timeoutMilliseconds: number;
  readonly say: (sentence: string) => void;
}

type UnauthorizedContext = Parameters<NonNullable<AuthProvider['onUnauthorized']>>[0];

interface Wanted {
  readonly scope?: string | undefined;
  readonly resourceMetadataUrl?: URL | undefined;
  /** A refresh cannot widen what was granted (RFC 6749 §6). */
  readonly forceReauthorization?: boolean;
}

const REFRESH_AHEAD_MILLISECONDS = 30_000;

/** Has the token for one server, by whatever it takes: the stored one, a refresh, or a person in a browser. */
export class SignIn implements AuthProvider {
  private shown: string | undefined;

  constructor(private readonly options: SignInOptions) {}

  /** The token to send next; one that is about to expire is refreshed first. */
  async token(): Promise<string | undefined> {
    const { tokens, expiresAt } = await this.options.file.read();
    const isEnding = expiresAt !== undefined && expiresAt - Date.now() < REFRESH_AHEAD_MILLISECONDS;
    if (isEnding && tokens?.refresh_token !== undefined) await this.obtain(tokens.access_token, {});
    this.shown = (await this.options.file.read()).tokens?.access_token;
    return this.shown;
  }

  /** RFC 9728 §5.1: the challenge names the metadata from which everything else is found. */
  async onUnauthorized({ response }: UnauthorizedContext): Promise<void> {
    const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(response);
    await this.obtain(this.shown, { resourceMetadataUrl, scope: this.options.scope ?? scope });
  }

  /** Asks the person for the scope that an operation lacked, besides what was granted before. */
  async stepUp(requiredScope: string | undefined, resourceMetadataUrl: URL | undefined): Promise<void> {
    const { tokens } = await this.options.file.read();
    const scope = computeScopeUnion(tokens?.scope, requiredScope);
    await this.obtain(tokens?.access_token, { scope, resourceMetadataUrl, forceReauthorization: true });
  }

  /** One process at a time; whoever waited finds the token that the other got, and is content with it. */
  private async obtain(refused: string | undefined, wanted: Wanted): Promise<void> {
    const { file } = this.options;
    await file.prepareFolder();
    await withFileLock(`${file.path}.lock`, async () => {
      const { tokens } = await file.read();
      if (tokens !== undefined && tokens.access_token !== refused) return;
      await this.outgrow(wanted.scope);
      await this.authorize(wanted);
    });
  }

  /** A client that registered itself for fewer scopes may not ask for more (RFC 7591 §2): it registers anew. */
  private async outgrow(scope: string | undefined): Promise<void> {
    const { client } = await this.options.file.read();
    const registered = client?.['scope'];
    if (typeof registered !== 'string' || !isStrictScopeSuperset(scope, registered)) return;
    await this.options.file.change({ client: undefined });
  }

  private async authorize(wanted: Wanted): Promise<void> {
    const { serverUrl, file, clientName, client, callbackPort } = this.options;
    const listener = await loopbackListener(callbackPort);
    try {
      const oauth = new StoredOAuthClient({ file, clientName, client, redirectUrl: listener.redirectUrl });
      const asked = { serverUrl, fetchFn: oauth.fetch, ...definedOf(wanted) };
      if ((await auth(oauth, asked)) === 'AUTHORIZED') return;
      if (oauth.authorizationUrl === undefined) throw new ConnectFailed('There is no page to sign in at.', 3);
      await showSignIn(oauth.authorizationUrl, this.options);
      const answer = await listener.answer(oauth.ownState, this.options.timeoutMilliseconds);
      const { code: authorizationCode, iss } = readAnswer(answer);
      await auth(oauth, { ...asked, authorizationCode, ...(iss !== null && { iss }) });
    } finally {
      listener.close();
    }
  }
}

/** RFC 6749 §4.1.2; `iss` is compared by the SDK (RFC 9207 §2.4). */
function readAnswer(answer: URLSearchParams): { code: string; iss: string | null } {
  const code = answer.get('code');
  if (code !== null) return { code, iss: answer.get('iss') };
  const reason = (answer.get('error') ?? 'no code').replaceAll(/[^\w -]/g, '');
  throw new ConnectFailed(`The sign-in was refused (${reason}).`, 3);
}

function definedOf({ scope, resourceMetadataUrl, forceReauthorization }: Wanted) {
  return {
    ...(scope !== undefined && { scope }),
    ...(resourceMetadataUrl !== undefined && { resourceMetadataUrl }),
    ...(forceReauthorization !== undefined && { forceReauthorization }),
  };
}
