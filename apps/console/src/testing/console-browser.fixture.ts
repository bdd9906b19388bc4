import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

/** A browser in which what a page complains of is remembered. */
export class ConsoleBrowser {
  readonly complaints: string[] = [];
  /** By their options: a context keeps what it has loaded and compiled for the next page. */
  private readonly contexts = new Map<string, Promise<BrowserContext>>();

  private readonly opened: Page[] = [];

  private constructor(private readonly browser: Browser) {}

  static async start(executablePath: string): Promise<ConsoleBrowser> {
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    // One process draws all pages of a context: a page in a process of its own costs twice as much, most of it for reading
    // the same script anew.
    const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--process-per-site', ...quiet];
    return new ConsoleBrowser(await chromium.launch({ executablePath, args }));
  }

  async open(url: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.contextFor(new URL(url).origin, {
      viewport: { width: 1280, height: 860 },
      reducedMotion: 'reduce',
      timezoneId: 'Africa/Johannesburg',
      ...options,
    });
    const page = await context.newPage();
    this.opened.push(page);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    await page.goto(url);
    return page;
  }

  /** Pages ask on as long as they are open; nothing that one remembers is there for the next. */
  async closePages(): Promise<void> {
    for (const page of this.opened.splice(0)) {
      await page.evaluate('localStorage.clear()');
      await page.close();
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  private contextFor(origin: string, options: BrowserContextOptions): Promise<BrowserContext> {
    const key = JSON.stringify(options);
    const known = this.contexts.get(key);
    if (known !== undefined) return known;
    const made = this.newContext(origin, options);
    this.contexts.set(key, made);
    return made;
  }

  /** With a page that nobody looks at, so that the process outlives the pages of one spec. */
  private async newContext(origin: string, options: BrowserContextOptions): Promise<BrowserContext> {
    const context = await this.browser.newContext(options);
    const keeper = await context.newPage();
    await keeper.goto(`${origin}/console/icon.svg`);
    return context;
  }
}
