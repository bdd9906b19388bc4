// oxlint-disable-next-line @nx/enforce-module-boundaries -- the page imports core only; its specs have to find a browser
import { describeWith } from '@caregate/testing';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ConsoleBrowser } from './console-browser.fixture.js';
import { consoleServer, type ConsoleServer } from './console-server.fixture.js';
import type { Asked, FixtureApi } from './fixture-api.fixture.js';
import type { FixtureNews } from './fixture-news.fixture.js';

export interface GivenConsole {
  readonly api: FixtureApi;
  readonly news: FixtureNews;
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** What was asked for that changes something. */
  changes(): Asked[];
}

/** Answers that specs ask for, and the network that they take away. */
const foreseen = /(?:status of|response code:) (?:400|401|403|404|409|422|429|500|502)|ERR_INTERNET_DISCONNECTED/u;

/** Specs in a real browser, one for each file, at the built page with services beside it. */
export function inConsole(title: string, define: (given: GivenConsole) => void): void {
  describeWith('chromium', title, (chromium) => {
    let server: ConsoleServer;
    let browser: ConsoleBrowser;
    beforeAll(async () => {
      [server, browser] = await Promise.all([consoleServer(), ConsoleBrowser.start(chromium)]);
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await server?.close();
    });
    beforeEach(() => {
      server.api.reset();
      server.news.isRefusing = false;
    });
    afterEach(() => browser.closePages());

    define({
      get api() {
        return server.api;
      },
      get news() {
        return server.news;
      },
      open: (path, options = {}) => browser.open(`${server.url}${path}`, options),
      changes: () => server.api.asked.filter(({ method }) => method !== 'GET'),
    });

    it('has given the browser nothing to complain of but what was refused above', () => {
      const unforeseen = browser.complaints.filter((text) => !foreseen.test(text));
      expect(unforeseen).toEqual([]);
    });
  });
}
