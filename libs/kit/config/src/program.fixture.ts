import process from 'node:process';
import { z } from 'zod';
import { fields } from './fields.js';
import { programConfig } from './program-config.js';

const { PORT } = programConfig(z.object({ PORT: fields.port(8080), HOME_URL: fields.url() }));
process.stdout.write(`${PORT}\n`);
