import path from 'node:path';
import type { RoomName } from '../apps/rooms.js';
import type { RunningStack } from '../stack.js';

/** What somebody needs after a start, on one short screen. */
export function startScreen(stack: RunningStack, seconds: number, memory: number | undefined): string {
  const { addresses, folder, people } = stack;
  const fromHere = (file: string) => path.relative(process.cwd(), file);
  const doctor = people.find(({ role }) => role === 'doctor');
  const open = (room: RoomName) => stack.apps.some(({ name }) => name === room);
  const lines: readonly (readonly [RoomName | undefined, string, string])[] = [
    ['edge', 'Console', addresses.console],
    ['auth', 'Sign in', `${addresses.auth}/`],
    ['auth', 'as', `${doctor?.login} / ${doctor?.password}   (others: ${fromHere(folder.file('people.json'))})`],
    ['ehr-mcp', 'Health record', `${addresses.ehrMcp}   (MCP; WebSocket ${addresses.ehrSocket})`],
    ['imaging-mcp', 'Images', `${addresses.imagingMcp}   (MCP)`],
    ['orchestrator', 'Agents', `${addresses.orchestrator}/api/v1   (REST; sockets ${addresses.agentSocket})`],
    ['bridge', 'Bridge', `${addresses.everythingMcp}   (MCP, a stdio server behind it)`],
    [undefined, 'Machine clients', fromHere(folder.file('oauth_clients_credentials.json'))],
    [undefined, 'Logs', fromHere(folder.logs)],
  ];
  const table = lines
    .filter(([room]) => room === undefined || open(room))
    .map(([, name, what]) => `  ${name.padEnd(17)}${what}`)
    .join('\n');
  const servers = {
    ...(open('ehr-mcp') ? { record: { type: 'http', url: addresses.ehrMcp } } : {}),
    ...(open('imaging-mcp') ? { images: { type: 'http', url: addresses.imagingMcp } } : {}),
  };
  return `
CareGate is ready after ${seconds.toFixed(1)} s${memory === undefined ? '' : `, ${memory} MB of memory`}. All data is synthetic.

${table}

  For an MCP client with OAuth:
  ${JSON.stringify({ mcpServers: servers })}

  Try: npm run tour      Ctrl-C stops everything.
`;
}
