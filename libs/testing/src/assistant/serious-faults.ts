import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FrameLocator } from 'playwright-core';

interface AxeResult {
  readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[];
}

/** What axe-core finds serious in a view. It is evaluated by the debugger, which the policy of the view does not bind. */
export async function seriousFaults(view: FrameLocator): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await view.locator('html').evaluate(source);
  const run = "axe.run({ resultTypes: ['violations'], elementRef: false, preload: false })";
  const { violations } = (await view.locator('html').evaluate(run)) as AxeResult;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
