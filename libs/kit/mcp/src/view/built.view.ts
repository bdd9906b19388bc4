import { existsSync, readFileSync } from 'node:fs';
import type { AppView } from './app.view.js';

/** The view with the page of that file; none where it was not built, since answers are whole without it. */
export function builtView(view: Omit<AppView, 'html'>, file: string, onMissing: () => void): readonly AppView[] {
  if (existsSync(file)) return [{ ...view, html: readFileSync(file, 'utf8') }];
  onMissing();
  return [];
}
