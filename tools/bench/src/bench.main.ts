import { parseArgs } from 'node:util';
import type { Bench, BenchResult } from './bench.js';
import { benches } from './benches.js';
import { printTable } from './print.js';

/** `npm run bench [-- name …] [--json]`: 0 when every aim is reached, 1 when one is not. */
async function main(): Promise<void> {
  const { values, positionals } = argumentsOf(process.argv.slice(2));
  const chosen = positionals.length === 0 ? benches : positionals.map(byName);
  const results: BenchResult[] = [];
  for (const bench of chosen) {
    process.stderr.write(`── ${bench.name}\n`);
    results.push(await bench.run((line) => void process.stderr.write(`   ${line}\n`)));
  }
  process.stdout.write(`${printTable(results)}\n`);
  if (values.json === true) for (const result of results) process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exitCode = results.every(({ holds }) => holds) ? 0 : 1;
}

function byName(name: string): Bench {
  const found = benches.find((bench) => bench.name === name);
  if (found !== undefined) return found;
  return refuse(`No benchmark is called "${name}".`);
}

function argumentsOf(args: string[]) {
  try {
    return parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(because: string): never {
  const names = benches.map(({ name }) => name).join(', ');
  process.stderr.write(`${because} There are ${names}; --json is the only option.\n`);
  return process.exit(2);
}

await main();
