import { fields, programConfig } from '@caregate/kit-config';
import { syntheticStudies } from '@caregate/synthetic';
import { z } from 'zod';
import { picturesFolder } from './healthimaging/archive/pictures-folder.js';
import { startHealthImaging } from './healthimaging/start-health-imaging.js';

const config = programConfig(
  z.object({
    PORT: fields.port(8097),
    AWS_REGION: z.string().default('us-east-1'),
    AWS_ACCESS_KEY_ID: z.string(),
    AWS_SECRET_ACCESS_KEY: fields.secret({ bytesMin: 16 }),
    INSTANCES_PER_SERIES: fields.count(1_000, { min: 1, max: 1_000 }).describe('Every picture is drawn and encoded'),
  }),
);

const running = await startHealthImaging({
  port: config.PORT,
  region: config.AWS_REGION,
  studies: shortened(),
  picturesFolder: picturesFolder(),
  credentials: { accessKeyId: config.AWS_ACCESS_KEY_ID, secretAccessKey: config.AWS_SECRET_ACCESS_KEY },
});
// Who asked for a free port learns which it is.
process.send?.({ url: running.url, datastoreId: running.datastoreId });

const stop = () => void running.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('disconnect', stop);

function shortened() {
  return syntheticStudies().map((study) => ({
    ...study,
    series: study.series.map((series) => ({
      ...series,
      instances: series.instances.slice(0, config.INSTANCES_PER_SERIES),
    })),
  }));
}
