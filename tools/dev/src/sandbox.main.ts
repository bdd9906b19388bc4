import { fields, programConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { picturesFolder } from './healthimaging/archive/pictures-folder.js';
import { startHealthImaging } from './healthimaging/start-health-imaging.js';
import { startIdentityProvider } from './sandbox/identity-provider.js';
import { ensurePeople } from './sandbox/people.js';
import { startSocialProviders } from './sandbox/social-providers.js';

/** One process for all of the sandbox: each party has a port of its own, and they share nothing but the memory of Node. */
const config = programConfig(
  z.object({
    AUTH_URL: fields.url().describe('Where the front door answers'),
    PEOPLE: z.string().describe('File of the synthetic people'),
    IDP_PORT: fields.port(8099),
    IDP_CLIENT_ID: z.string(),
    IDP_CLIENT_SECRET: fields.secret({ bytesMin: 32 }),
    SOCIAL_PORT: fields.port(8096),
    SOCIAL_CLIENT_SECRET: fields.secret({ bytesMin: 32 }),
    HEALTHIMAGING_PORT: fields.port(8097),
    AWS_REGION: z.string(),
    AWS_ACCESS_KEY_ID: z.string(),
    AWS_SECRET_ACCESS_KEY: fields.secret({ bytesMin: 16 }),
  }),
);

const people = ensurePeople(config.PEOPLE);
const publicUrl = config.AUTH_URL;

const parties = await Promise.all([
  startHealthImaging({
    port: config.HEALTHIMAGING_PORT,
    region: config.AWS_REGION,
    picturesFolder: picturesFolder(),
    credentials: { accessKeyId: config.AWS_ACCESS_KEY_ID, secretAccessKey: config.AWS_SECRET_ACCESS_KEY },
  }),
  startSocialProviders({ port: config.SOCIAL_PORT, people, clientSecret: config.SOCIAL_CLIENT_SECRET, publicUrl }),
]);
// Its readiness is that of all.
const identityProvider = await startIdentityProvider({
  port: config.IDP_PORT,
  people,
  relyingParty: {
    clientId: config.IDP_CLIENT_ID,
    clientSecret: config.IDP_CLIENT_SECRET,
    redirectUri: `${publicUrl}/auth/sandbox/callback`,
  },
});

const stop = () =>
  void Promise.all([identityProvider, ...parties].map((party) => party.close())).then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('disconnect', stop);
