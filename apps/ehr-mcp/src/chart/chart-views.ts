import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppView } from '@caregate/kit-mcp';

/** Where `vite build apps/assistant-views --mode vitals-and-labs` puts the page, from sources as from `dist`. */
const builtPage = path.resolve(import.meta.dirname, '../../../assistant-views/dist/app/vitals-and-labs.html');

/** The chart beside vital signs and laboratory results. None where the page was not built: answers are whole without it. */
export function chartViews(onMissing: () => void, file = builtPage): readonly AppView[] {
  if (existsSync(file)) return [vitalsAndLabs(readFileSync(file, 'utf8'))];
  onMissing();
  return [];
}

function vitalsAndLabs(html: string): AppView {
  return {
    name: 'vitals-and-labs',
    title: 'Vital signs and laboratory results',
    description: 'A chart of what get_vital_signs and get_lab_results answer.',
    uri: 'ui://caregate/vitals-and-labs.html',
    tools: ['get_vital_signs', 'get_lab_results'],
    html,
  };
}
