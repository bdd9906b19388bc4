import fc from 'fast-check';
import { redirectHostOf, redirectKindOf } from './redirect-uri.policy.js';

describe('the redirect address of a client', () => {
  it.each([
    ['https://app.example/callback', 'https'],
    ['https://app.example:8443/callback?tenant=1', 'https'],
    ['HTTPS://App.example:443/callback', 'https'],
    ['http://LOCALHOST:1/', 'loopback'],
    ['http://127.0.0.1/callback', 'loopback'],
    ['http://localhost:33418/callback', 'loopback'],
    ['http://[::1]:4000/', 'loopback'],
    ['cursor://anysphere.cursor-retrieval/oauth/callback', 'private-scheme'],
    ['com.example.app:/oauth', 'private-scheme'],
    ['vscode://vscode.microsoft-authentication', 'private-scheme'],
    ['msauth.com.example.app://auth', 'private-scheme'],
  ])('may be %s', (uri, kind) => {
    expect(redirectKindOf(uri)).toBe(kind);
  });

  it.each([
    ['plain http to a stranger', 'http://a.example/cb'],
    ['a host that only begins like loopback', 'http://127.0.0.1.evil.example/cb'],
    ['a host that only begins like localhost', 'http://localhost.evil.example/cb'],
    ['user information', 'https://user:pw@a.example/cb'],
    ['many at signs (Keycloak CVE-2026-7504)', 'https://good.example@@evil.example/'],
    ['an empty user', 'https://@evil.example/'],
    ['a wildcard', 'https://*.a.example/cb'],
    ['a backslash', 'https://a.example\\@evil.example/cb'],
    ['a fragment', 'https://a.example/cb#x'],
    ['script', 'javascript:alert(1)'],
    ['script in odd case', 'JaVaScRiPt:alert(1)'],
    ['data', 'data:text/html,x'],
    ['a file', 'file:///etc/passwd'],
    ['the out-of-band address', 'urn:ietf:wg:oauth:2.0:oob'],
    ['control characters', 'https://a.example/cb\r\nX: y'],
    ['letters beyond ASCII', 'https://аpple.example/cb'],
    ['a host that only browsers see', 'https:evil.example/cb'],
    ['a host behind a third slash', 'https:///evil.example/cb'],
    ['a host of one slash', 'http:/127.0.0.1/cb'],
    ['loopback in few digits', 'http://127.1/cb'],
    ['loopback as one number', 'http://2130706433/cb'],
    ['a host with a label of nothing', 'https://a..example/cb'],
    ['a host that ends in a dot', 'https://a.example./cb'],
    ['an intent of Android', 'intent://a.example/#Intent;end'],
    ['a message to somebody', 'sms:123'],
    ['a relative address', '/cb'],
    ['nothing', ''],
    ['thousands of letters', `https://a.example/${'x'.repeat(3000)}`],
  ])('may not hold %s', (_case, uri) => {
    expect(redirectKindOf(uri)).toBeUndefined();
  });

  it.each(
    ['about:blank', 'blob:https://a.example/1', 'chrome://settings', 'feed:a', 'filesystem:https://a.example/x'].concat(
      [
        'ftp://a.example/cb',
        'intent://a.example/',
        'jar:https://a.example!/x',
        'ldap://a.example/cb',
        'mailto:a@b.example',
      ],
      ['sftp://a.example/cb', 'ssh://a.example/cb', 'tel:123', 'vbscript:x', 'view-source:https://a.example'],
      ['ws://a.example/cb', 'wss://a.example/cb', 'ab:cb'],
      [
        'ms-msdt:/id%20PCWDiagnostic',
        'search-ms:query=x',
        'ms-appinstaller:?source=https://a.example',
        'shell:startup',
      ],
      ['smb://a.example/share', 'telnet://a.example', 'itms-services://?action=x', 'http+unix://x', 'mhtml:x'],
    ),
  )('may not be %s, of a scheme that is no application of its own', (uri) => {
    expect(redirectKindOf(uri)).toBeUndefined();
  });

  it('is accepted as plain http only for literal loopback, whatever surrounds it', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['http'] }), fc.string({ maxLength: 8 }), (url, noise) => {
        const uri = `${url}${noise}`;
        const kind = redirectKindOf(uri);
        if (kind === 'loopback') expect(['localhost', '127.0.0.1', '[::1]']).toContain(new URL(uri).hostname);
        else expect(kind).toBeUndefined();
      }),
    );
  });

  it('names the application that a consent is for, without a loopback port that changes at every start', () => {
    expect(redirectHostOf('https://app.example:8443/cb')).toBe('app.example:8443');
    expect(redirectHostOf('http://127.0.0.1:50123/cb')).toBe('127.0.0.1');
    expect(redirectHostOf('cursor://x/cb')).toBe('cursor:');
  });
});
