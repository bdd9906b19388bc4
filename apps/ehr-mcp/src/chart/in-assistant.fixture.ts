import { AssistantBrowser, builtPage, describeWith, type HostLook } from '@caregate/testing';
import type { FrameLocator, Page } from 'playwright-core';
import { chartViews } from './chart-views.js';
import { givenCharts, type GivenCharts } from './given-charts.fixture.js';

export interface Opened {
  readonly page: Page;
  readonly chart: FrameLocator;
}

export interface InAssistant {
  readonly charts: GivenCharts;
  /** Calls a tool about MRN001, unless told otherwise, and waits for the chart or for what is there instead. */
  open(tool: string, given?: object, context?: HostLook): Promise<Opened>;
}

/** Specs in a real browser at an assistant's page, with the server behind it. */
export function inAssistant(title: string, define: (given: InAssistant) => void): void {
  describeWith('chromium', title, (chromium) => {
    let browser: AssistantBrowser;
    let charts: GivenCharts;
    beforeAll(async () => {
      const [file, started] = await Promise.all([builtPage('vitals-and-labs'), AssistantBrowser.start(chromium)]);
      browser = started;
      charts = await givenCharts({ views: chartViews(() => undefined, file), hostUrl: browser.hostUrl });
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await charts?.end();
    });

    define({
      get charts() {
        return charts;
      },
      open: async (tool, given = {}, context = {}) => {
        const call = { tool, arguments: { mrn: 'MRN001', ...given }, context: { locale: 'en-GB', ...context } };
        const { page, view: chart } = await browser.open(charts.mcpUrl, call);
        await chart.locator('.chart, .message:not(:has-text("Waiting"))').first().waitFor();
        return { page, chart };
      },
    });

    it('has met no policy with what it must not do, and sent nothing but to the server', () => {
      expect(browser.unforeseenComplaints()).toEqual([]);
      expect(browser.strayRequests(charts.mcpUrl)).toEqual([]);
    });
  });
}
