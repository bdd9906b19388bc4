import { fields, loadConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { startHealthImaging } from './healthimaging/start-health-imaging.js';

const config = loadConfig(
  z.object({
    PORT: fields.port(8097),
    AWS_REGION: z.string().default('us-east-1'),
    AWS_ACCESS_KEY_ID: z.string(),
    AWS_SECRET_ACCESS_KEY: fields.secret({ bytesMin: 16 }),
  }),
);

const running = await startHealthImaging({
  port: config.PORT,
  region: config.AWS_REGION,
  credentials: { accessKeyId: config.AWS_ACCESS_KEY_ID, secretAccessKey: config.AWS_SECRET_ACCESS_KEY },
});

const stop = () => void running.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('disconnect', stop);
