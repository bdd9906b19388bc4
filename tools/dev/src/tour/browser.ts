import { CookieJar } from 'tough-cookie';

const REDIRECTS_MAX = 20;

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** As much of a browser as a sign-in needs: cookies, redirects, forms. It runs no script, and our pages need none. */
export class Browser {
  private readonly jar = new CookieJar();

  /** Stops at a redirect to `until`, which is then the page's address: a native client's loopback callback. */
  async open(url: URL | string, until?: string): Promise<Page> {
    return this.follow(new URL(url), { method: 'GET' }, until);
  }

  /** Sends the page's only form, its hidden fields filled in, and presses the button of that name, if it has one. */
  async submit(page: Page, fields: Readonly<Record<string, string>>, until?: string): Promise<Page> {
    const form = /<form[^>]*>[\s\S]*?<\/form>/i.exec(page.html)?.[0];
    if (form === undefined) throw new Error(`no form on ${page.url.pathname} (status ${page.status})`);
    const action = new URL(unescapeHtml(attribute(form, 'action') ?? page.url.href), page.url);
    const body = new URLSearchParams({ ...hiddenFields(form), ...fields });
    return this.follow(action, { method: 'POST', body, headers: { origin: action.origin } }, until);
  }

  async cookieHeader(url: string): Promise<string> {
    return this.jar.getCookieString(url);
  }

  private async follow(start: URL, first: RequestInit, until: string | undefined): Promise<Page> {
    let url = start;
    let request = first;
    for (let hop = 0; hop < REDIRECTS_MAX; hop += 1) {
      const response = await this.send(url, request);
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399)
        return { url, status: response.status, html: await response.text(), headers: response.headers };
      await response.arrayBuffer();
      url = new URL(location, url);
      if (until !== undefined && url.href.startsWith(until))
        return { url, status: response.status, html: '', headers: response.headers };
      request = { method: 'GET' };
    }
    throw new Error(`more than ${REDIRECTS_MAX} redirects, the last to ${url.origin}${url.pathname}`);
  }

  private async send(url: URL, request: RequestInit): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set('accept', 'text/html,application/xhtml+xml');
    headers.set('sec-fetch-mode', 'navigate');
    headers.set('sec-fetch-site', request.method === 'POST' ? 'same-origin' : 'none');
    const cookies = await this.jar.getCookieString(url.href);
    if (cookies !== '') headers.set('cookie', cookies);
    const response = await fetch(url, { ...request, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) await this.jar.setCookie(cookie, url.href);
    return response;
  }
}

function hiddenFields(form: string): Record<string, string> {
  const inputs = form.match(/<input[^>]*type="hidden"[^>]*>/gi) ?? [];
  return Object.fromEntries(
    inputs.map((input) => [attribute(input, 'name') ?? '', unescapeHtml(attribute(input, 'value') ?? '')]),
  );
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1];
}

function unescapeHtml(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_all, decimal: string) => String.fromCodePoint(Number(decimal)))
    .replace(/&(\w+);/g, (all, name: string) => named[name] ?? all);
}
