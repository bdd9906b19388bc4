import type { LocalFolder } from './local-folder.js';
import { statusScreen } from './status-screen.js';
import { viewStack } from './view-stack.js';

export interface StatusOptions {
  readonly folder: LocalFolder;
  readonly json: boolean;
  readonly out: { write(text: string): unknown };
}

/** Exit status: 0 all healthy, 1 something is not, 3 nothing runs (as LSB init scripts say it). */
export async function stackStatus({ folder, json, out }: StatusOptions): Promise<number> {
  const view = await viewStack(folder);
  out.write(json ? `${JSON.stringify({ running: view.owner !== undefined, apps: view.apps })}\n` : statusScreen(view));
  if (view.owner === undefined) return 3;
  return view.apps.every(({ health }) => health === 'healthy') ? 0 : 1;
}
