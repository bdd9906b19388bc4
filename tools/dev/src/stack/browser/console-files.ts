import path from 'node:path';
import { ensureBuilt } from './browser-build.js';
import { repository } from '../folder/installation.js';

const kept = 'apps/console/dist/app';

/** Where the built console lies. */
export const consoleFolder = path.join(repository, kept);

export function ensureConsole(): Promise<void> {
  return ensureBuilt({
    project: 'apps/console',
    wanted: '.',
    kept,
    witness: `${kept}/index.html`,
    sources: [
      'apps/console/{index.html,vite.config.ts}',
      'apps/console/{src,public}/**',
      'libs/core/*/src/**/*.ts',
      'package-lock.json',
    ],
  });
}
