import { ConfigInvalid } from '@caregate/kit-config';
import { OperationRefused } from './operation-refused.error.js';

/** Gives a command its exit status, and whatever ends it two sentences instead of a stack trace. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  // The terminal may be gone already, as when the output goes to `head`.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    process.exitCode = await work();
  } catch (error) {
    const { sentence, wayOut } = describe(error);
    process.stderr.write(`${sentence}\n→ ${wayOut}\n`);
    process.exitCode = 2;
  }
}

function describe(error: unknown): { sentence: string; wayOut: string } {
  if (error instanceof ConfigInvalid)
    return { sentence: error.message, wayOut: 'docs/reference/config.md says what each variable is for.' };
  if (error instanceof OperationRefused) return { sentence: error.message, wayOut: error.wayOut };
  const sentence = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  const isOption = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  const wayOut = isOption
    ? 'docs/guides/operate.md names the options. npm hands them on after two dashes: npm run status -- --folder <path>'
    : 'npm run doctor looks for the cause.';
  return { sentence, wayOut };
}
