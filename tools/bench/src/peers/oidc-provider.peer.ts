import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { listen } from './listen.js';

/** `oidc-provider` as it comes, with its store in memory and opaque tokens: those are all that it introspects. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const [clientId = '', clientSecret = ''] = process.argv.slice(2);

const provider = new Provider('http://peer.example', {
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'peer' }] },
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    },
  ],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: async () => true },
  },
});
const answer = provider.callback();

listen(createServer((request, response) => void answer(request, response)));
