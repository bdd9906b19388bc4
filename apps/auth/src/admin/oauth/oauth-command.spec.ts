import { execFile } from 'node:child_process';
import path from 'node:path';

const entry = path.resolve(import.meta.dirname, '../../../dist/oauth.main.js');

/** Without any variable of the server: what is wrong in the words themselves is told before anything is opened. */
function told(...words: string[]): Promise<{ code: unknown; text: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...words], { env: {} }, (error, _out, text) =>
      resolve({ code: error?.code ?? 0, text }),
    );
  });
}

describe('the command `oauth`', () => {
  it('takes no reason that says nothing', async () => {
    const { code, text } = await told('clients', 'revoke', 'some-id', '--reason', '');
    expect([code, text]).toEqual([1, expect.stringMatching(/^reason: /u)]);
  }, 60_000);
});
