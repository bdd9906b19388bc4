import process from 'node:process';
import { recordCommand } from './cli/record-command.js';

process.exitCode = await recordCommand(process.argv.slice(2), {
  input: process.stdin,
  output: process.stdout,
  error: process.stderr,
});
