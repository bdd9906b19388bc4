import type { SandboxAccount } from './sandbox-account.js';

export interface AccountPage {
  /** Whose page this would be. */
  readonly provider: string;
  readonly action: string;
  readonly request: string;
  readonly accounts: readonly SandboxAccount[];
  readonly message?: string;
}

/** Where somebody chooses an account. All that is shown is escaped. */
export function accountPage({ provider, action, request, accounts, message = '' }: AccountPage): string {
  const options = accounts.map(
    ({ login, name }) => `<option value="${escaped(login)}">${escaped(name)} (${escaped(login)})</option>`,
  );
  return page(
    `Sandbox ${provider}`,
    `<p>This page stands in for ${escaped(provider)}. Synthetic people only; their passwords stand in the file that the start screen names.</p>
      <form method="post" action="${escaped(action)}">
        <input type="hidden" name="request" value="${escaped(request)}">
        <label for="login">Account</label>
        <select id="login" name="login">${options.join('')}</select>
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password">
        <p class="error" role="alert">${escaped(message)}</p>
        <button name="decision" value="allow">Continue</button>
        <button class="second" name="decision" value="cancel">Cancel</button>
      </form>`,
  );
}

/** How the three show an error that may not be sent to an address nobody registered. */
export function errorPage(provider: string, message: string): string {
  return page(`Sandbox ${provider}`, `<p class="error" role="alert">${escaped(message)}</p>`);
}

/** OAuth 2.0 Form Post Response Mode §2: a browser sends it at once; without script the person clicks. */
export function formPostPage(action: string, fields: Readonly<Record<string, string | undefined>>): string {
  const inputs = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`],
  );
  return page(
    'Working…',
    `<form method="post" action="${escaped(action)}">${inputs.join('')}<button>Continue</button></form>
    <script>document.forms[0].submit()</script>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escaped(title)}</title>
    <style>
      :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
      body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: Canvas; color: CanvasText; }
      main, form { display: grid; gap: 0.75rem; }
      main { width: min(24rem, 90vw); padding: 2rem; border: 1px solid GrayText; border-radius: 0.75rem; }
      input, select, button { font: inherit; padding: 0.6rem; border-radius: 0.4rem; border: 1px solid GrayText; }
      button { background: #0b5fad; color: #fff; border: 0; cursor: pointer; }
      button.second { background: transparent; color: inherit; border: 1px solid GrayText; }
      p { margin: 0; } .error { color: #b3261e; }
    </style>
  </head>
  <body>
    <main>
      <h1>${escaped(title)}</h1>
      ${body}
    </main>
  </body>
</html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}
