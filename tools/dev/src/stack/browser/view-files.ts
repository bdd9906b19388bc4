import { ensureBuilt } from './browser-build.js';

const project = 'apps/assistant-views';

/** The pages that open inside assistants; each is one file. */
const pages = ['vitals-and-labs', 'image-viewer'] as const;

export async function ensureViews(): Promise<void> {
  await Promise.all(pages.map((page) => ensureView(page)));
}

function ensureView(page: (typeof pages)[number]): Promise<void> {
  const kept = `${project}/dist/app/${page}.html`;
  const sources = [`${project}/{*.html,vite.config.ts}`, `${project}/src/**/*.*`, 'package-lock.json'];
  return ensureBuilt({ project, mode: page, wanted: `${page}.html`, kept, witness: kept, sources });
}
