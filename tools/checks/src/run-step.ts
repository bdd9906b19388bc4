import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');

/** `kept` is shown when the step has ended, so that steps which run side by side do not mix their lines. */
type Output = 'shown' | 'kept';

/** Runs one command of the check with its output in view; `false` when it failed. */
export async function runStep(title: string, args: readonly string[], output: Output = 'shown'): Promise<boolean> {
  if (output === 'shown') process.stdout.write(`\n── ${title}\n`);
  const startedAt = performance.now();
  const { status, text } = await run(args, output);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (output === 'kept') process.stdout.write(`\n── ${title}\n${text}`);
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${title} (${seconds} s)\n`);
  return status === 0;
}

function run(args: readonly string[], output: Output) {
  return new Promise<{ status: number | null; text: string }>((resolve, reject) => {
    const piped = output === 'kept' ? 'pipe' : 'inherit';
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', piped, piped] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ status, text: Buffer.concat(chunks).toString('utf8') });
    });
  });
}

const format = ['node_modules/oxfmt/bin/oxfmt', '--check'];
const typecheck = ['node_modules/@typescript/native/bin/tsc', '-b'];
const lint = ['node_modules/nx/dist/bin/nx.js', 'run', 'workspace:lint-all'];

/** What needs no running program: the format on one core beside types and then lint, whose rules are compiled first. */
export async function runStaticSteps(): Promise<readonly boolean[]> {
  const typesThenLint = async () => [
    await runStep('typecheck', typecheck, 'kept'),
    await runStep('lint and boundaries', lint, 'kept'),
  ];
  const [formatted, rest] = await Promise.all([runStep('format', format, 'kept'), typesThenLint()]);
  return [formatted, ...rest];
}
