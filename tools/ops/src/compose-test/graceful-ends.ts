import type { DeployedStack } from './deployed-stack.js';

const apps = new Set(['auth', 'ehr-mcp', 'imaging-mcp', 'orchestrator', 'bridge', 'bias-detector', 'probe']);

/** An app that is asked to end finishes what it answers and ends with 0 (feature O08). */
export async function expectGracefulEnds(stack: DeployedStack): Promise<string> {
  await stack.stop();
  const ended = (await stack.states()).filter(({ service }) => apps.has(service));
  const torn = ended.filter(({ status, exitCode }) => status !== 'exited' || exitCode !== 0);
  if (ended.length !== apps.size || torn.length > 0) throw new Error(`Not ended in order: ${JSON.stringify(torn)}`);
  return [...apps].join(' ');
}
