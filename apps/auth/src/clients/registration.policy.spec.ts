import { judgeRegistration } from './registration.policy.js';

const minimal = { redirect_uris: ['https://app.example/cb'] };

function metadataOf(request: unknown) {
  const verdict = judgeRegistration(request);
  if (!verdict.accepted) throw new Error(verdict.because);
  return verdict.metadata;
}

describe('a stranger who registers a client', () => {
  it('gets the code flow and refreshing when asking for nothing in particular', () => {
    expect(metadataOf(minimal)).toEqual({
      redirect_uris: ['https://app.example/cb'],
      client_name: 'Unnamed application',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      application_type: 'web',
    });
  });

  it.each([
    ['http://localhost:6274/oauth/callback', undefined],
    ['cursor://anysphere.cursor-retrieval/oauth/callback', 'web'],
  ])('is native when %s is where it listens, whatever it says', (uri, application_type) => {
    expect(metadataOf({ redirect_uris: [uri], application_type }).application_type).toBe('native');
  });

  it('may have its pages on the machine of who develops it, as its redirect address is', () => {
    const pages = { client_uri: 'http://localhost:5173', logo_uri: 'http://127.0.0.1:5173/logo.svg' };
    expect(metadataOf({ ...minimal, ...pages })).toMatchObject(pages);
  });

  it('keeps of the scopes those that exist', () => {
    const scope = 'openid offline_access read:patients read:everything';
    expect(metadataOf({ ...minimal, scope })).toMatchObject({ allowed_scopes: 'openid offline_access read:patients' });
  });

  it('keeps nothing that would make this server fetch an address or trust a key', () => {
    const metadata = metadataOf({
      ...minimal,
      jwks_uri: 'https://169.254.169.254/',
      sector_identifier_uri: 'https://10.0.0.1/',
      initiate_login_uri: 'https://a.example/',
      role: 'admin',
      app_id: 'copilot-studio',
    });
    expect(Object.keys(metadata).sort()).toEqual([
      'application_type',
      'client_name',
      'grant_types',
      'redirect_uris',
      'response_types',
      'token_endpoint_auth_method',
    ]);
  });

  it('is an editor that names six addresses and the device flow, and gets of it what there is', () => {
    const loopback = ['localhost', '127.0.0.1'].flatMap((host) => [`http://${host}/`, `http://${host}:33418/`]);
    const editor = {
      redirect_uris: ['https://insiders.vscode.dev/redirect', 'https://vscode.dev/redirect', ...loopback],
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    };
    const { redirect_uris: uris } = editor;
    const granted = { redirect_uris: uris, grant_types: ['authorization_code', 'refresh_token'] };
    expect(metadataOf(editor)).toMatchObject(granted);
    expect(judgeRegistration(editor, { deviceFlow: true })).toMatchObject({ metadata: editor });
  });

  it('comes back nowhere: it signs in by device where that is possible, and gets no code to copy', () => {
    const request = {
      redirect_uris: ['urn:ietf:wg:oauth:2.0:oob'],
      application_type: 'native',
      response_types: ['code'],
    };
    expect(judgeRegistration(request, { deviceFlow: true })).toMatchObject({
      metadata: {
        redirect_uris: [],
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
        response_types: [],
        application_type: 'native',
      },
    });
    expect(judgeRegistration(request)).toEqual({
      accepted: false,
      because: expect.stringMatching(/^redirect_uris must be an address: .*device flow/u),
    });
  });

  it.each([
    ['client credentials', { ...minimal, grant_types: ['client_credentials'] }],
    ['only to refresh', { ...minimal, grant_types: ['refresh_token'] }],
    ['the implicit flow', { ...minimal, response_types: ['token'] }],
    ['another way to authenticate', { ...minimal, token_endpoint_auth_method: 'private_key_jwt' }],
    ['no redirect address', { redirect_uris: [] }],
    ['21 redirect addresses', { redirect_uris: Array.from({ length: 21 }, (_, n) => `https://a.example/${n}`) }],
    [
      'only the device flow, which is off',
      { ...minimal, grant_types: ['urn:ietf:params:oauth:grant-type:device_code'] },
    ],
    ['plain http', { redirect_uris: ['http://a.example/cb'] }],
    ['a name of 40 kB', { ...minimal, client_name: 'x'.repeat(40_000) }],
    ['a name that turns the writing direction', { ...minimal, client_name: 'CareGate \u202Eetag' }],
    ['a home page that is script', { ...minimal, client_uri: 'javascript:alert(1)' }],
    ['a logo over plain http', { ...minimal, logo_uri: 'http://a.example/l.png' }],
    ['a logo of a host that only begins like loopback', { ...minimal, logo_uri: 'http://localhost.a.example/l.png' }],
    ['a logo of a host behind a user', { ...minimal, logo_uri: 'http://localhost:x@a.example/l.png' }],
    ['a logo of no host', { ...minimal, logo_uri: 'https://' }],
    ['something that is no object', 'x'],
  ])('is refused %s', (_case, request) => {
    expect(judgeRegistration(request)).toMatchObject({ accepted: false });
  });
});
