// oxlint-disable-next-line @nx/enforce-module-boundaries -- the page imports core only; its specs build it as those of other pages do
import { builtProject } from '@caregate/testing';

const project = 'apps/console';
const sources = [
  `${project}/{src,public}/**/*.{ts,tsx,css,js,svg}`,
  `${project}/{index.html,vite.config.ts}`,
  'libs/core/*/src/**/*.ts',
  'package-lock.json',
];

/** The folder of the console as an edge serves it. */
export function builtConsole(): Promise<string> {
  return builtProject({ project, sources });
}
