import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { listen } from '../listen.js';
import { builtPage } from './built-page.js';

export interface OpenedView {
  readonly page: Page;
  /** In its frame without an origin. */
  readonly view: FrameLocator;
}

/** What a host says of itself: `McpUiHostContext`. */
export type HostLook = Readonly<Record<string, unknown>>;

/** As the specification derives it from a page that declares nothing (MCP Apps 2026-01-26, "Host behaviour"). */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self' data:",
  "connect-src 'none'",
  "frame-src 'none'",
  "object-src 'none'",
  "base-uri 'self'",
].join('; ');

/** An assistant in a real browser: a page with a bridge of MCP Apps, and a sandbox of another origin. */
export class AssistantBrowser {
  private readonly complaints: string[] = [];
  private readonly requests: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly servers: readonly Server[],
    readonly hostUrl: string,
    private readonly sandboxUrl: string,
    private readonly page: Page,
  ) {}

  static async start(executablePath: string): Promise<AssistantBrowser> {
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
    const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet];
    // Most specs need no browser, so they do not read the library of one.
    const { chromium } = await import('playwright-core');
    const [browser, host, sandbox] = await Promise.all([
      chromium.launch({ executablePath, args }),
      builtPage('spec-host').then((file) => serve(file, {})),
      builtPage('spec-sandbox').then((file) => serve(file, { 'content-security-policy': policy })),
    ]);
    const context = await browser.newContext({ viewport: wide, reducedMotion: 'reduce' });
    await context.addInitScript(reportRefusals);
    const page = await context.newPage();
    const assistant = new AssistantBrowser(browser, [host.server, sandbox.server], host.url, sandbox.url, page);
    assistant.listen();
    await page.goto(host.url);
    return assistant;
  }

  /** Calls a tool in the page of the assistant, which opens what the tool names in place of what was open. */
  async open(mcpUrl: string, call: { tool: string; arguments: object; context: HostLook }): Promise<OpenedView> {
    await this.page.setViewportSize(wide);
    const opening = { mcpUrl, token: 'doctor', sandboxUrl: this.sandboxUrl, ...call };
    await this.page.evaluate(`assistant.open(${JSON.stringify(opening)})`);
    return { page: this.page, view: this.page.frameLocator('iframe').frameLocator('iframe') };
  }

  /** Of every frame: what a policy refused, and what scripts complained of. */
  unforeseenComplaints(): string[] {
    return this.complaints.filter((text) => !foreseen.test(text));
  }

  /** Requests that went elsewhere than to the assistant's own pages and to the server. */
  strayRequests(mcpUrl: string): string[] {
    const known = [this.hostUrl, this.sandboxUrl, mcpUrl].map((url) => new URL(url).origin);
    const local = /^(?:about|data|blob):/;
    return this.requests.filter((url) => !local.test(url) && !known.includes(new URL(url).origin));
  }

  async close(): Promise<void> {
    await this.browser.close();
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  private listen(): void {
    this.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') this.complaints.push(message.text());
    });
    this.page.on('pageerror', (error) => this.complaints.push(String(error)));
    this.page.on('request', (request) => this.requests.push(request.url()));
  }
}

const wide = { width: 820, height: 640 };

/** Our servers have no stream for notifications, and the specification wants its sandbox just so. */
const foreseen = /status of 405|allow-scripts and allow-same-origin/u;

/** Runs in every frame before its own scripts. */
const reportRefusals = `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  console.error('policy: ' + violatedDirective + ' ' + blockedURI));`;

async function serve(file: string, headers: Readonly<Record<string, string>>) {
  const html = await readFile(file);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    response.end(html);
  });
  return { server, url: `http://127.0.0.1:${await listen(server)}/` };
}
