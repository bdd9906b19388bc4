import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RunningProgram } from './start-program.js';
import { startProgram } from './start-program.js';

export interface NginxOptions {
  readonly program: string;
  readonly folder: string;
  /** What stands in `http { }`. */
  readonly configuration: string;
  /** Answers once nginx serves. */
  readonly url: string;
  readonly workers?: number;
}

/** Debian's nginx in a folder of its own, in the foreground, logging errors only. */
export function startNginx(options: NginxOptions): Promise<RunningProgram> {
  const { program, folder, configuration, url, workers = 1 } = options;
  const file = nginxFile(folder, configuration, workers);
  const args = ['-c', file, '-p', folder, '-e', 'stderr'];
  return startProgram({ name: 'nginx', program, args, ready: () => serves(url) });
}

/** Writes a whole configuration around ours; also for `nginx -t`. */
export function nginxFile(folder: string, configuration: string, workers = 1): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const file = path.join(folder, 'nginx.conf');
  mkdirSync(path.join(folder, 'tmp'), { recursive: true });
  const main = [
    `worker_processes ${workers};`,
    'daemon off;',
    // The folder belongs to whoever runs this, and a worker that gave up root could not write there.
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    `pid ${folder}/nginx.pid;`,
    'error_log stderr error;',
    'events { worker_connections 2048; }',
    'http {',
    'access_log off;',
    ...temporary.map((name) => `${name}_temp_path ${folder}/tmp/${name};`),
    configuration,
    '}',
    '',
  ];
  writeFileSync(file, main.join('\n'));
  return file;
}

/** Any answer will do. */
async function serves(url: string): Promise<boolean> {
  const response = await fetch(url, { redirect: 'manual' });
  await response.body?.cancel();
  return true;
}
