#!/usr/bin/env node
import { Console } from 'node:console';
import { Command, CommanderError } from 'commander';
import { connectCommand } from './connect/connect.command.js';
import { explainFailure } from './connect/explain-failure.js';
import { version } from './server/version.js';

const program = new Command('caregate-bridge')
  .description('Brings MCP clients that know only standard streams to servers behind the gateway')
  .version(version)
  .addCommand(connectCommand().exitOverride())
  .exitOverride();

// Libraries tell the console one thing and another, and standard output belongs to the answer.
globalThis.console = new Console(process.stderr, process.stderr);

try {
  await program.parseAsync();
  process.exit(0);
} catch (error) {
  // Commander has said itself what was wrong with the command line.
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  const { message, exitStatus } = explainFailure(error);
  process.stderr.write(`caregate-bridge: ${message}\n`);
  process.exit(exitStatus);
}
