import { CookieJar } from 'tough-cookie';

export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** As much of a browser as a sign-in needs: cookies, redirects, forms, and what a browser says of itself. */
export class Browser {
  readonly jar = new CookieJar();

  /** Follows redirects, except one to `until`, whose address is then the answer's. */
  async open(url: URL | string, { until, headers = {} }: { until?: string; headers?: object } = {}): Promise<Page> {
    let next = new URL(url);
    for (let hops = 0; hops < 20; hops += 1) {
      const page = await this.visit(next, { headers: { ...headers } });
      const location = page.headers.get('location');
      if (location === null) return page;
      next = new URL(location, next);
      if (until !== undefined && next.href.startsWith(until)) return { ...page, url: next };
    }
    throw new Error(`too many redirects, the last to ${next.href}`);
  }

  /** One request, no redirect followed. */
  async visit(url: URL | string, init: RequestInit = {}): Promise<Page> {
    const address = new URL(url);
    const headers = new Headers({
      accept: 'text/html',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-site': 'none',
      ...Object.fromEntries(new Headers(init.headers)),
    });
    const cookies = await this.jar.getCookieString(address.href);
    if (cookies !== '') headers.set('cookie', cookies);
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) await this.jar.setCookie(cookie, address.href);
    return { url: address, status: response.status, html: await response.text(), headers: response.headers };
  }

  /** Sends the only form of a page as a click on it would. */
  async submit(page: Page, fields: Record<string, string>, { until }: { until?: string } = {}): Promise<Page> {
    const answer = await this.post(actionOf(page), { ...hiddenFieldsOf(page.html), ...fields });
    const location = answer.headers.get('location');
    if (location === null) return answer;
    const target = new URL(location, answer.url);
    if (until !== undefined && target.href.startsWith(until)) return { ...answer, url: target };
    return this.open(target, until === undefined ? {} : { until });
  }

  post(url: URL | string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Page> {
    const { origin } = new URL(url);
    const from = { origin, 'sec-fetch-site': 'same-origin', ...headers };
    return this.visit(url, { method: 'POST', body: new URLSearchParams(fields), headers: from });
  }

  async cookie(url: string, name: string): Promise<string | undefined> {
    return (await this.jar.getCookies(url)).find(({ key }) => key === name)?.value;
  }
}

export function hiddenFieldsOf(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/gu)];
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]));
}

function actionOf({ html, url }: Page): URL {
  const action = /<form method="post" action="([^"]*)">/u.exec(html)?.[1];
  if (action === undefined) throw new Error(`no form on ${url.pathname}: ${html.slice(0, 300)}`);
  return new URL(action, url);
}
