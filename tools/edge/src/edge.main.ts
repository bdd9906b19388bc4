import { fields, programConfig } from '@caregate/kit-config';
import { z } from 'zod';
import { startEdge } from './development/start-edge.js';
import { upstreamNames } from './routes/edge-route.js';

const upstreams = z
  .string()
  .refine(isJson, { error: 'must be JSON', abort: true })
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.partialRecord(z.enum(upstreamNames), z.url()));

const config = programConfig(
  z.object({
    HOST: fields.host('127.0.0.1').describe('Address to listen on'),
    PORT: fields.port(8088).describe('Port of everything'),
    VERIFY_URL: fields.url().describe('Where /verify answers'),
    UPSTREAMS: upstreams.describe('Addresses by upstream, as JSON'),
    CONSOLE_FOLDER: z.string().optional().describe('Built files of the console'),
  }),
);

const edge = await startEdge({
  host: config.HOST,
  port: config.PORT,
  verifyUrl: config.VERIFY_URL,
  upstreams: config.UPSTREAMS,
  consoleFolder: config.CONSOLE_FOLDER,
});

const stop = () => void edge.close().then(() => process.exit(0));
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.once('disconnect', stop);

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
