import path from 'node:path';
import { builtProject } from '../built-project.js';

const project = 'apps/assistant-views';
const sources = [`${project}/src/**/*.{ts,tsx,css}`, `${project}/*.{html,ts}`, 'package-lock.json'];

export type BuiltPage = 'vitals-and-labs' | 'image-viewer' | 'spec-host' | 'spec-sandbox';

/** The file of a page as it is served. */
export async function builtPage(name: BuiltPage): Promise<string> {
  return path.join(await builtProject({ project, sources, mode: name }), `${name}.html`);
}
