import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { z } from 'zod';

const ENTRY = path.resolve(import.meta.dirname, '../../../../tools/dev/dist/healthimaging.main.js');

const news = z.object({ url: z.string(), datastoreId: z.string() });

export interface LocalHealthImaging extends z.output<typeof news> {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  stop(): Promise<void>;
}

/** The local HealthImaging endpoint as a process of its own, as the local stack runs it; it checks signatures. */
export async function localHealthImaging(instancesPerSeries: number): Promise<LocalHealthImaging> {
  const region = 'eu-west-1';
  const accessKeyId = 'AKIDSPEC';
  const secretAccessKey = randomBytes(30).toString('base64url');
  const child = spawn(process.execPath, [ENTRY], {
    env: {
      PORT: '0',
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      INSTANCES_PER_SERIES: String(instancesPerSeries),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const message = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
  if (message === undefined) throw new Error(`${ENTRY} ended before it listened; compile first: tsc -b.`);
  return {
    ...news.parse(message[0]),
    region,
    accessKeyId,
    secretAccessKey,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
