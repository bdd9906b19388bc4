import type { Page } from 'playwright-core';

export function texts(page: Page, selector: string): Promise<string[]> {
  return page.locator(selector).allTextContents();
}
