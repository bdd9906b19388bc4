#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { connectCommand } from './connect/connect.command.js';
import { explainFailure } from './connect/explain-failure.js';
import { version } from './server/version.js';

const program = new Command('caregate-bridge')
  .description('Brings MCP clients that know only standard streams to servers behind the gateway')
  .version(version)
  .addCommand(connectCommand().exitOverride())
  .exitOverride();

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
