import path from 'node:path';
import { generators } from './generators.js';
import { writeFiles } from './write-files.js';

const root = path.resolve(import.meta.dirname, '../../..');
const usage = Object.values(generators)
  .map((generator) => `  npm run generate -- ${generator.usage}`)
  .join('\n');

function main([kind = '', ...args]: readonly string[]): void {
  const generator = generators[kind];
  if (generator === undefined || args.length !== generator.arguments) return refuse(`Say what to generate:\n${usage}`);
  try {
    const written = writeFiles(root, generator.files(args), generator.additions?.(args));
    for (const file of written) process.stdout.write(`${file}\n`);
    process.stdout.write(`\nThen: ${generator.next(args).join('; ')}.\n`);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

main(process.argv.slice(2));
