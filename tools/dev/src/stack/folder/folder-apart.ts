import { parseArgs } from 'node:util';
import { StartRefused } from '../words/start-refused.error.js';

/** `--folder` of a command line, and the rest of it, which is for another program. */
export function folderApart(words: readonly string[]): { folder: string | undefined; others: string[] } {
  const options = { folder: { type: 'string' } } as const;
  const { values, tokens } = parseArgs({ args: [...words], options, strict: false, tokens: true });
  const own = tokens.flatMap((token) =>
    token.kind === 'option' && token.name === 'folder' ? [token.index, token.inlineValue ? -1 : token.index + 1] : [],
  );
  if (values.folder === undefined) return { folder: undefined, others: [...words] };
  if (typeof values.folder !== 'string')
    throw new StartRefused('--folder names no path.', 'Put the path behind it: --folder <path>.');
  return { folder: values.folder, others: words.filter((_word, index) => !own.includes(index)) };
}
