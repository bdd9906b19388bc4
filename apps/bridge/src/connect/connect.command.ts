import { Command, InvalidArgumentError, Option } from 'commander';
import { logLevels, type LogLevel } from './connect.options.js';
import { runConnect } from './run-connect.js';

/** `bridge connect <url>`: the names of the options are those of mcp-streamablehttp-client, as far as it had them. */
export function connectCommand(): Command {
  return withOnce(
    new Command('connect')
      .description('Relay between standard streams and an MCP server over Streamable HTTP, with sign-in')
      .argument('[url]', 'address of the MCP server')
      .option('--server-url <url>', 'the same, for configurations that know only options')
      .option('--client-id <id>', 'client registered by hand; its secret, if any, comes from MCP_CLIENT_SECRET')
      .option('--scope <scopes>', 'scopes to ask for instead of those that the server names')
      .option('--callback-port <port>', 'port on loopback to which the browser comes back; 0 is any', portOf, 0)
      .option('--no-browser', 'only print the address of the sign-in page')
      .option('--timeout <seconds>', 'how long to wait for the sign-in', secondsOf, 300)
      .option('--config-folder <folder>', 'where sign-ins are kept')
      .option('--env-file <file>', 'file with variables to read first')
      .addOption(
        new Option('--log-level <level>', `how much to say: ${logLevels.join(', ')}`)
          .argParser(logLevelOf)
          .default('info' satisfies LogLevel),
      )
      .option('--reset-auth', 'forget the sign-in and the registration'),
  ).action(runConnect);
}

/** What is done once, with its answer on standard output. */
function withOnce(command: Command): Command {
  return command
    .option('--test-auth', 'sign in if need be, open a session and end')
    .option('-t, --token', 'say whether there is a token and until when it lasts; refresh it if need be')
    .option('-c, --command <call>', 'call one tool: name, then key=value …, a JSON object, or a text')
    .option('--raw <json>', 'send one JSON-RPC request')
    .option('--list-tools', 'list the tools')
    .option('--list-resources', 'list the resources')
    .option('--list-prompts', 'list the prompts')
    .option('--get-client-info', 'show the registration of this client (RFC 7592)')
    .option('--update-client <changes>', 'change it: key=value,key=value')
    .option('--delete-client', 'end it, and forget the sign-in');
}

/** mcp-streamablehttp-client takes them in capitals, and knows warnings. */
function logLevelOf(text: string): LogLevel {
  const named = text.toLowerCase().replace(/^warning$/, 'error');
  const level = logLevels.find((known) => known === named);
  if (level !== undefined) return level;
  throw new InvalidArgumentError(`It must be one of ${logLevels.join(', ')}.`);
}

function portOf(text: string): number {
  return wholeNumber(text, 65_535);
}

function secondsOf(text: string): number {
  return wholeNumber(text, 3_600);
}

function wholeNumber(text: string, max: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= max) return number;
  throw new InvalidArgumentError(`It must be a whole number up to ${max}.`);
}
