import { stringify } from 'yaml';
import { generatedNotice } from './generated-notice.js';
import { REQUEST_SECONDS_MAX } from './patience.js';

/** Servers with CGI manners read `X_User_Id` and `X.User.Id` as `X-User-Id` (CVE-2025-64484). */
const plainNames = { aliasHeadersStrategy: 'delete' };

/** Traefik v3, read once at the start: where it listens, where certificates come from, where the routes lie. */
export function renderTraefikStatic(): string {
  const configuration = {
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    entryPoints: {
      web: {
        address: ':80',
        http: { ...plainNames, redirections: { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } } },
      },
      websecure: {
        address: ':443',
        asDefault: true,
        http: { ...plainNames, tls: { certResolver: 'acme' } },
        // For a request to arrive, with its body. Answers may take as long as they like: event streams and sockets.
        transport: { respondingTimeouts: { readTimeout: `${REQUEST_SECONDS_MAX}s`, idleTimeout: '180s' } },
      },
    },
    certificatesResolvers: {
      acme: { acme: { storage: '/var/lib/traefik/acme.json', httpChallenge: { entryPoint: 'web' } } },
    },
    providers: { file: { directory: '/etc/traefik/dynamic', watch: true } },
    ping: { entryPoint: 'ping' },
    log: { level: 'INFO', format: 'json' },
    // Neither addresses with queries nor credentials: of a request only that it was there.
    accessLog: {
      format: 'json',
      fields: { defaultMode: 'keep', names: { RequestPath: 'drop' }, headers: { defaultMode: 'drop' } },
    },
  };
  const { entryPoints } = configuration;
  const withPing = { ...configuration, entryPoints: { ...entryPoints, ping: { address: '127.0.0.1:8082' } } };
  return `${generatedNotice}\n# Certificates come from Let's Encrypt, which needs no address of anybody. Traefik heeds no flags beside this file.\n${stringify(withPing, { lineWidth: 0 })}`;
}
