import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startProgram, type RunningProgram } from './start-program.js';

export interface CaddyOptions {
  readonly program: string;
  readonly folder: string;
  readonly configuration: string;
  /** Answers once Caddy serves. */
  readonly url: string;
}

/** Debian's Caddy with what it keeps in a folder of its own. */
export function startCaddy({ program, folder, configuration, url }: CaddyOptions): Promise<RunningProgram> {
  const file = path.join(folder, 'Caddyfile');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, configuration);
  const home = [`XDG_DATA_HOME=${folder}`, `XDG_CONFIG_HOME=${folder}`, `HOME=${folder}`];
  const args = [...home, program, 'run', '--config', file, '--adapter', 'caddyfile'];
  const ready = async () => {
    const response = await fetch(url, { redirect: 'manual' });
    await response.body?.cancel();
    return true;
  };
  return startProgram({ name: 'Caddy', program: '/usr/bin/env', args, ready });
}
