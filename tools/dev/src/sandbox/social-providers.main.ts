import { fields, loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { ensurePeople } from './people.js';
import { startSocialProviders } from './social-providers.js';

const config = loadConfig(
  z.object({
    SOCIAL_PORT: fields.port(8096),
    SOCIAL_PEOPLE: z.string(),
    SOCIAL_CLIENT_SECRET: fields.secret({ bytesMin: 32 }),
    SOCIAL_PUBLIC_URL: fields.url(),
  }),
);

const providers = await startSocialProviders({
  port: config.SOCIAL_PORT,
  people: ensurePeople(config.SOCIAL_PEOPLE),
  clientSecret: config.SOCIAL_CLIENT_SECRET,
  publicUrl: config.SOCIAL_PUBLIC_URL,
});

const stop = () => void providers.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('disconnect', stop);
