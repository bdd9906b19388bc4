/** The one style sheet of the pages: system fonts, light and dark by the reader's own setting, visible focus. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #f4f6f8; --card: #ffffff; --ink: #17212b; --quiet: #51606f; --line: #d5dce3;
  --accent: #0b5c8a; --accent-ink: #ffffff; --warn: #8a3b0b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #10161c; --card: #182129; --ink: #e8eef3; --quiet: #a3b1be; --line: #33414d;
    --accent: #7cc4ee; --accent-ink: #06202f; --warn: #ffb38a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main {
  width: 100%; max-width: 28rem; padding: 2rem; background: var(--card);
  border: 1px solid var(--line); border-radius: .75rem;
}
.brand { margin: 0 0 1.5rem; font-weight: 600; letter-spacing: .02em; color: var(--quiet); }
.brand::before { content: "+"; margin-right: .5rem; color: var(--accent); font-weight: 700; }
h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.3; }
p { margin: 0 0 1rem; }
.quiet { color: var(--quiet); font-size: .875rem; }
.warn { color: var(--warn); }
ul { margin: 0 0 1rem; padding: 0; list-style: none; border-top: 1px solid var(--line); }
li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
form { margin: 0; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
label { display: block; margin-bottom: .25rem; font-weight: 600; }
input:not([type=hidden]) {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; letter-spacing: .1em;
  border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: var(--ink);
}
button, .button {
  display: inline-block; padding: .625rem 1.25rem; min-height: 2.75rem; font: inherit; font-weight: 600; text-align: center;
  border: 1px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--accent-ink);
  text-decoration: none; cursor: pointer;
}
button.second, .button.second { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
code { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: .875em; }
`.trimStart();
