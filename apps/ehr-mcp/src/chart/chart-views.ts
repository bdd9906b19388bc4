import path from 'node:path';
import { builtView, type AppView } from '@caregate/kit-mcp';

/** Where `vite build apps/assistant-views --mode vitals-and-labs` puts the page, from sources as from `dist`. */
const builtPage = path.resolve(import.meta.dirname, '../../../assistant-views/dist/app/vitals-and-labs.html');

const view = {
  name: 'vitals-and-labs',
  title: 'Vital signs and laboratory results',
  description: 'A chart of what get_vital_signs and get_lab_results answer.',
  uri: 'ui://caregate/vitals-and-labs.html',
  tools: ['get_vital_signs', 'get_lab_results'],
} as const;

/** The chart beside vital signs and laboratory results. None where the page was not built: answers are whole without it. */
export function chartViews(onMissing: () => void, file = builtPage): readonly AppView[] {
  return builtView(view, file, onMissing);
}
