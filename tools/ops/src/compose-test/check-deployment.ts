import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DeployedStack } from './deployed-stack.js';
import { expectGracefulEnds } from './graceful-ends.js';
import { expectDrawn, expectQuiet, expectScraped } from './monitoring.js';
import { seedDeployment } from './seed-deployment.js';
import type { Steps } from './steps.js';
import type { TestDeployment } from './test-deployment.js';
import { tellTrail } from './trail.js';
import { walkThroughEdge } from './walk-through-edge.js';

export interface CheckParts {
  readonly steps: Steps;
  readonly signal: AbortSignal;
  readonly stack: DeployedStack;
  readonly deployment: TestDeployment;
}

const WELL_MILLISECONDS_MAX = 420_000;
/** Of the profiles `agents` and `monitoring`, but for what has no stand-in. */
const ofProfiles = ['bias-detector', 'probe', 'prometheus', 'node-exporter', 'redis-exporter'];

/** Brings everything up, walks, looks at what is told of it, and asks it to end. */
export async function checkDeployment({ steps, signal, stack, deployment }: CheckParts): Promise<void> {
  const wellness = async () => named(await stack.untilWell(WELL_MILLISECONDS_MAX));
  await steps.take('docker-compose up', () => stack.up());
  await steps.take('every service is healthy', wellness);
  const facts = await steps.take('the synthetic clinic and its pictures', () => walkFactsFile(stack, deployment));
  await walkThroughEdge({ facts, part: 'doors', signal });
  await walkThroughEdge({ facts, part: 'registration', signal });
  await steps.take('docker-compose up of the profiles `agents` and `monitoring`', () => stack.up(...ofProfiles));
  await steps.take('every service is healthy, theirs too', wellness);
  await walkThroughEdge({ facts, part: 'agents', signal });
  await steps.take('Prometheus scrapes every app', () => expectScraped(stack));
  await steps.take('no alert fires', () => expectQuiet(stack));
  await steps.take('the dashboard has something to show', () => expectDrawn(stack));
  await steps.take('the audit trail tells of it', () => tellTrail(stack));
  await steps.take('every service is still healthy', wellness);
  await steps.take('each app ends in order when asked', () => expectGracefulEnds(stack));
}

/** Where it stands what the walk has to know. */
async function walkFactsFile(stack: DeployedStack, deployment: TestDeployment): Promise<string> {
  const filled = await seedDeployment(stack, deployment);
  const { host, authorityFile, agentTokenFile } = deployment;
  const facts = { ...filled, host, agentTokenFile, authority: readFileSync(authorityFile, 'utf8') };
  const file = path.join(path.dirname(authorityFile), 'walk.json');
  writeFileSync(file, JSON.stringify(facts), { mode: 0o600 });
  return file;
}

function named(states: readonly { readonly service: string }[]): string {
  return states
    .map(({ service }) => service)
    .toSorted()
    .join(' ');
}
