import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { repository } from '../repository.js';

const service = z.looseObject({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  networks: z
    .union([z.array(z.string()), z.record(z.string(), z.unknown()).transform((named) => Object.keys(named))])
    .default([]),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).default({}),
  restart: z.string().optional(),
  profiles: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
});

const network = z.looseObject({
  internal: z.boolean().default(false),
  ipam: z.strictObject({ config: z.array(z.record(z.string(), z.string())) }).optional(),
});

const composeFile = z.looseObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), network),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  volumes: z.record(z.string(), z.unknown()),
});

export type ComposeService = z.output<typeof service>;
export type ComposeFile = z.output<typeof composeFile>;

export const composeFolder = path.join(repository, 'deploy/compose');
export const composePath = path.join(composeFolder, 'docker-compose.yml');

/** The part of the compose specification that we use, with anchors resolved. */
export function readComposeFile(file = composePath): ComposeFile {
  return composeFile.parse(parse(readFileSync(file, 'utf8'), { merge: true }));
}
