import { fields, loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { createIdentityProvider } from './identity-provider.js';
import { ensurePeople } from './people.js';

const config = loadConfig(
  z.object({
    IDP_PORT: fields.port(8099),
    IDP_PEOPLE: z.string(),
    IDP_CLIENT_ID: z.string(),
    IDP_CLIENT_SECRET: fields.secret({ bytesMin: 32 }),
    IDP_REDIRECT_URI: fields.url(),
  }),
);

const server = createIdentityProvider({
  port: config.IDP_PORT,
  people: ensurePeople(config.IDP_PEOPLE),
  relyingParty: {
    clientId: config.IDP_CLIENT_ID,
    clientSecret: config.IDP_CLIENT_SECRET,
    redirectUri: config.IDP_REDIRECT_URI,
  },
});

server.listen(config.IDP_PORT, '127.0.0.1');
const stop = () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
process.on('SIGTERM', stop);
process.on('disconnect', stop);
