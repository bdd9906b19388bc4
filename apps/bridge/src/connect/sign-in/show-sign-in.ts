import { ConnectFailed } from '../connect-failed.error.js';

export interface ShowOptions {
  readonly opensBrowser: boolean;
  readonly say: (sentence: string) => void;
}

/**
 * Shows a person where to sign in. The address is the authorization server's word, so it must be one that a browser
 * takes for a page and nothing else (CVE-2025-6514), and no shell ever sees it.
 */
export async function showSignIn(url: URL, { opensBrowser, say }: ShowOptions): Promise<void> {
  if (!['https:', 'http:'].includes(url.protocol))
    throw new ConnectFailed('The authorization server names a sign-in page that is no web page.', 3);
  say(`Sign in at ${url.href}`);
  if (!opensBrowser) return;
  const { default: open } = await import('open');
  try {
    const browser = await open(url.href);
    browser.once('error', () => say('No browser could be opened; open the address yourself.'));
  } catch (error) {
    say(
      `No browser could be opened (${error instanceof Error ? error.message : 'unknown'}); open the address yourself.`,
    );
  }
}
