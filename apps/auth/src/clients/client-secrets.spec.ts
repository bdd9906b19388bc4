import { ClientSecrets } from './client-secrets.js';

describe('client secrets', () => {
  const secrets = new ClientSecrets('a pepper that no database knows');

  it('recognizes the secret it made, and no other', () => {
    const secret = secrets.create();
    expect(secrets.matches(secret, secrets.hash(secret))).toBe(true);
    expect(secrets.matches(`${secret}x`, secrets.hash(secret))).toBe(false);
    expect(secrets.matches('', secrets.hash(secret))).toBe(false);
  });

  it('cannot be checked by whoever stole the hashes but not the pepper', () => {
    const secret = secrets.create();
    expect(new ClientSecrets('another pepper').matches(secret, secrets.hash(secret))).toBe(false);
  });

  it('has the length of the older gateway, 48 bytes in base64url', () => {
    expect(secrets.create()).toMatch(/^[\w-]{64}$/);
  });
});
