import { parseArgs } from 'node:util';
import { examine } from './doctor/examine.js';
import { findingsScreen } from './doctor/findings-screen.js';
import { localFolder } from './local/local-folder.js';
import { stackPorts } from './local/stack-ports.js';
import { OperationRefused } from './operation-refused.error.js';
import { runCommand } from './run-command.js';

/** Exit status: 0 nothing stands in the way, 1 something has to be repaired. */
await runCommand(async () => {
  const { values } = parseArgs({
    options: { folder: { type: 'string' }, edge: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const edge = values.edge === undefined ? undefined : addressOf(values.edge);
  const findings = await examine({ folder: localFolder(values.folder), ports: stackPorts, edge });
  process.stdout.write(values.json ? `${JSON.stringify({ findings })}\n` : findingsScreen(findings));
  return findings.some(({ state }) => state === 'failure') ? 1 : 0;
});

function addressOf(text: string): URL {
  if (URL.canParse(text) && text.startsWith('https:')) return new URL(text);
  throw new OperationRefused(`"${text}" is no address of an edge.`, 'It looks like https://care.example.org.');
}
