const sentences = {
  done: ['Signed in', 'You can close this window and go back to your application.'],
  refused: ['Not signed in', 'The sign-in was refused. You can close this window.'],
  unknown: ['Nothing to do here', 'This page belongs to no sign-in that is under way.'],
} as const;

/** Fixed words: nothing of the request is shown. */
export function callbackPage(outcome: keyof typeof sentences): string {
  const [title, sentence] = sentences[outcome];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>body{font:16px/1.5 system-ui;margin:15vh auto;max-width:28rem;padding:0 1rem;color-scheme:light dark}</style>
<h1>${title}</h1><p>${sentence}</p></html>`;
}
