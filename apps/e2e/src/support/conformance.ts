import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const suite = createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/dist/index.js');

const check = z.looseObject({
  id: z.string(),
  status: z.string(),
  errorMessage: z.string().optional(),
});

export interface ConformanceRun {
  readonly exitCode: number;
  readonly output: string;
  /** Of every scenario that left a record, what it found; a scenario is named as the suite names it. */
  readonly scenarios: ReadonlyMap<string, readonly z.output<typeof check>[]>;
}

/** Runs the official conformance suite of MCP. `onOutput` sees what it prints as it prints it. */
export async function conformance(
  args: readonly string[],
  onOutput: (text: string) => void = () => {},
): Promise<ConformanceRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caregate-conformance-'));
  const child = spawn(process.execPath, [suite, ...args, '--output-dir', folder], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      onOutput(output);
    });
  const exitCode = await new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  const scenarios = new Map(recordsIn(folder));
  rmSync(folder, { recursive: true, force: true });
  return { exitCode, output, scenarios };
}

/** `server-tools-list-2026-11-21T19-00-00-000Z/checks.json` is what `tools-list` found. */
function recordsIn(folder: string): [string, z.output<typeof check>[]][] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('checks.json'),
  );
  return files.map((name) => [
    path.basename(path.dirname(name)).replace(/-\d{4}-\d\d-\d\dT.*$/u, ''),
    z.array(check).parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))),
  ]);
}
