import path from 'node:path';
import type { RunningStack } from './stack.js';

/** What somebody needs after a start, on one short screen. */
export function startScreen(stack: RunningStack, seconds: number, memory: number | undefined): string {
  const { addresses, folder, people } = stack;
  const peopleFile = path.relative(process.cwd(), folder.file('people.json'));
  const doctor = people.find(({ role }) => role === 'doctor');
  const snippet = {
    mcpServers: {
      record: { type: 'http', url: addresses.ehrMcp },
      images: { type: 'http', url: addresses.imagingMcp },
    },
  };
  return `
CareGate is ready after ${seconds.toFixed(1)} s${memory === undefined ? '' : `, ${memory} MB of memory`}. All data is synthetic.

  Console          ${addresses.console}
  sign in as       ${doctor?.login ?? ''} / ${doctor?.password ?? ''}   (others: ${peopleFile})
  Health record    ${addresses.ehrMcp}   (MCP; WebSocket ${addresses.ehrSocket})
  Images           ${addresses.imagingMcp}   (MCP)
  Agents           ${addresses.orchestrator}/api/v1   (REST; sockets ${addresses.agentSocket})
  Bridge           ${addresses.everythingMcp}   (MCP, a stdio server behind it)
  Machine clients  ${path.relative(process.cwd(), folder.file('oauth_clients_credentials.json'))}
  Logs             ${path.relative(process.cwd(), folder.logs)}

  For an MCP client with OAuth:
  ${JSON.stringify(snippet)}

  Try: npm run tour      Ctrl-C stops everything.
`;
}
