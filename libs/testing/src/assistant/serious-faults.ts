import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface AxeResult {
  readonly violations: readonly { id: string; impact: string; nodes: readonly { html: string }[] }[];
}

/** What axe-core finds serious in a page or frame. It is evaluated by the debugger, which no policy of theirs binds. */
export async function seriousFaults(place: Pick<Page, 'locator'>): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const document = place.locator('html');
  await document.evaluate(source);
  const run = "axe.run({ resultTypes: ['violations'], elementRef: false, preload: false })";
  const { violations } = (await document.evaluate(run)) as AxeResult;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
