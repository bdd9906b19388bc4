import { DomainError } from '@caregate/core-errors';
import { ConfigInvalid } from '@caregate/kit-config';

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
  // What refuses a command knows the way out, in whichever tool it stands.
  if (error instanceof Error && 'wayOut' in error) return { sentence: error.message, wayOut: String(error.wayOut) };
  if (error instanceof DomainError)
    return { sentence: `${error.publicMessage} (${error.code})`, wayOut: wayOutOf(error.code) };
  const sentence = (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { sentence, wayOut: wayOutOf(code) };
}

function wayOutOf(code: string): string {
  if (code.startsWith('ERR_PARSE_ARGS')) return 'The same command with -- --help behind it names the options.';
  if (code === 'EACCES' || code === 'EPERM')
    return 'Run it as the user who started CareGate, or name another installation with --folder.';
  if (code === 'database.schema.ahead')
    return 'Deploy that version again, or restore the backup from before it (docs/guides/run-in-production.md).';
  return 'npm run doctor looks for the cause.';
}
