import { StreamableHTTPClientTransport, type AuthProvider } from '@modelcontextprotocol/client';
import { configFolder } from './config-folder.js';
import type { ConnectConfig } from './connect.config.js';
import type { ConnectOptions } from './connect.options.js';
import { ConnectFailed } from './connect-failed.error.js';
import { RemoteServer } from './remote-server.js';
import { CredentialFile } from './sign-in/credential-file.js';
import { SignIn } from './sign-in/sign-in.js';
import { Voice } from './voice.js';

export interface Connection {
  readonly serverUrl: URL;
  readonly file: CredentialFile;
  readonly signIn: SignIn;
  readonly remote: RemoteServer;
  readonly voice: Voice;
}

/** Everything of one connection, put together; nothing of it has been used yet. */
export function connection(config: ConnectConfig, url: string | undefined, options: ConnectOptions): Connection {
  const serverUrl = serverUrlOf(url ?? options.serverUrl ?? config.MCP_SERVER_URL);
  const voice = new Voice(options.logLevel);
  const file = new CredentialFile(configFolder(config, options.configFolder), serverUrl.href);
  const id = options.clientId ?? config.MCP_CLIENT_ID;
  const signIn = new SignIn({
    serverUrl,
    file,
    clientName: config.CLIENT_NAME,
    client: id === undefined ? undefined : { id, secret: config.MCP_CLIENT_SECRET },
    scope: options.scope,
    callbackPort: options.callbackPort,
    opensBrowser: options.browser,
    timeoutMilliseconds: options.timeout * 1_000,
    say: (sentence) => voice.error(sentence),
  });
  const transport = new StreamableHTTPClientTransport(serverUrl, {
    authProvider: authProviderOf(config, signIn),
    // Stepping up is for the bridge: it waits for the person meanwhile.
    onInsufficientScope: 'throw',
  });
  const remote = new RemoteServer({ transport, signIn, onNotice: (sentence) => voice.info(sentence) });
  return { serverUrl, file, signIn, remote, voice };
}

function authProviderOf({ MCP_CLIENT_ACCESS_TOKEN: given }: ConnectConfig, signIn: SignIn): AuthProvider {
  return given === undefined ? signIn : { token: async () => given };
}

/** A token goes over plain http only to this machine itself (RFC 6750 §5.3). */
function serverUrlOf(text: string | undefined): URL {
  if (text === undefined) throw new ConnectFailed('Name the server: bridge connect <url>.', 2);
  const url = URL.parse(text);
  if (url === null) throw new ConnectFailed('The address of the server is no URL.', 2);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback)) return url;
  throw new ConnectFailed('The server must be reached by https, or by http on this machine.', 2);
}
