/** The sandbox's sign-in form. `message` and `uid` are escaped: both reach the page from a request. */
export function loginPage(uid: string, message = ''): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Sandbox sign-in</title>
    <style>
      :root { color-scheme: light dark; font-family: system-ui, sans-serif; }
      body { display: grid; min-height: 100vh; margin: 0; place-items: center; background: Canvas; color: CanvasText; }
      form { display: grid; gap: 0.75rem; width: min(22rem, 90vw); padding: 2rem; border: 1px solid GrayText; border-radius: 0.75rem; }
      input, button { font: inherit; padding: 0.6rem; border-radius: 0.4rem; border: 1px solid GrayText; }
      button { background: #0b5fad; color: #fff; border: 0; cursor: pointer; }
      p { margin: 0; } .error { color: #b3261e; }
    </style>
  </head>
  <body>
    <form method="post" action="/login/${escapeHtml(uid)}">
      <h1>Sandbox hospital</h1>
      <p>Synthetic people only. The sign-in names and passwords stand in the start screen's file.</p>
      <label for="login">Name</label>
      <input id="login" name="login" autocomplete="username" autofocus required />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <p class="error" role="alert">${escapeHtml(message)}</p>
      <button>Sign in</button>
    </form>
  </body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
