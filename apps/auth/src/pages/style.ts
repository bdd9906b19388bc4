/** The console's own mark, as data: the pages load nothing that stands elsewhere. */
const mark =
  "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%230b7285'/%3E" +
  "%3Cpath d='M8 25V14a8 8 0 0 1 16 0v11M16 12v9M11.5 16.5h9' fill='none' stroke='%23fff' stroke-width='2.6' stroke-linecap='round'/%3E%3C/svg%3E";

/**
 * The one style sheet of the pages, in the colours of the console: system fonts, light and dark by the reader's own
 * setting, visible focus.
 */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #f4f7f8; --card: #ffffff; --ink: #14262c; --quiet: #51666e; --line: #dfe7ea; --edge: #8299a1;
  --accent: #0b7285; --accent-ink: #ffffff; --wash: #e2f2f4; --warn: #8a3b0b; --warn-wash: #fff4e6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0e1619; --card: #152023; --ink: #e3edf0; --quiet: #9db1b8; --line: #26353a; --edge: #5c747c;
    --accent: #6cc9d7; --accent-ink: #06252b; --wash: #173a42; --warn: #ffb38a; --warn-wash: #2e2118;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; display: grid; grid-template-columns: minmax(0, 28rem); place-content: center; padding: 1.5rem;
  background: radial-gradient(60rem 40rem at 50% -10%, var(--wash), transparent 70%) var(--paper) no-repeat; color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main {
  padding: 2rem; background: var(--card); overflow-wrap: anywhere;
  border: 1px solid var(--line); border-radius: .875rem;
}
.brand { display: flex; align-items: center; gap: .625rem; margin: 0 0 1.5rem; font-size: 1.125rem; font-weight: 700; letter-spacing: -.01em; }
.brand::before { content: ""; width: 1.75rem; height: 1.75rem; background: url("data:image/svg+xml,${mark}"); }
h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.3; }
p { margin: 0 0 1rem; }
.quiet { color: var(--quiet); font-size: .875rem; }
.warn { padding: .75rem 1rem; border-radius: .5rem; background: var(--warn-wash); color: var(--warn); }
strong { unicode-bidi: isolate; }
ul { margin: 0 0 1rem; padding: 0; list-style: none; border-top: 1px solid var(--line); }
li { padding: .5rem 0; border-bottom: 1px solid var(--line); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1rem; margin: 0 0 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
form { margin: 0; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
.stacked > * { flex: 1 1 100%; }
label { display: block; margin-bottom: .25rem; font-weight: 600; }
fieldset { margin: 0 0 1rem; padding: 0; border: 0; }
legend { margin-bottom: .25rem; padding: 0; font-weight: 600; }
fieldset label { display: flex; align-items: center; gap: .625rem; min-height: 2.75rem; margin: 0; font-weight: 400; }
input[type=radio] { flex: none; width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent); }
input:not([type=hidden]):not([type=radio]) {
  width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; letter-spacing: .1em;
  border: 1px solid var(--edge); border-radius: .5rem; background: var(--paper); color: var(--ink);
}
button, .button {
  display: inline-block; padding: .625rem 1.25rem; min-height: 2.75rem; font: inherit; font-weight: 600; text-align: center;
  border: 1px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--accent-ink);
  text-decoration: none; cursor: pointer;
}
button.second, .button.second { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 26rem) { body { padding: 1rem; } main { padding: 1.5rem 1.25rem; } .actions > * { flex: 1 1 100%; } }
code { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: .875em; }
`.trimStart();
