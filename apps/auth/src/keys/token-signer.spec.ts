import { generateKeyPairSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { TokenSigner } from './token-signer.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('a signed access token', () => {
  it('is one to an independent implementation, whatever letters its claims are in', async () => {
    const signer = new TokenSigner({ active: { kid: 'key-1', privateKey } }, 'https://auth.example/oauth');
    const token = await signer.signAccessToken({ sub: 'Zoë 🩺', aud: 'https://ehr.example/mcp' });
    const options = { issuer: 'https://auth.example/oauth', typ: 'at+jwt', algorithms: ['RS256'] };
    const { payload, protectedHeader } = await jwtVerify(token, publicKey, options);
    expect(payload).toEqual({ sub: 'Zoë 🩺', aud: 'https://ehr.example/mcp', iss: 'https://auth.example/oauth' });
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: 'key-1' });
  });
});
